package io.rackledger.command.decision;

import io.rackledger.events.Event;
import java.util.Map;

/** Changes fields of an event, named and written as in the ledger. Pure. */
public interface Rewording {
    /**
     * The event with other fields.
     *
     * @param changes by name; a value of null takes a field away
     * @throws IllegalArgumentException if a field is unknown, or the event makes no sense with it
     */
    Event reword(Event event, Map<String, Object> changes);
}
