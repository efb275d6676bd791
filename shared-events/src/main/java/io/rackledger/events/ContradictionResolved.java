package io.rackledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contradiction was looked into.
 *
 * @param preferred the id of the event that stands; null where all do, each at its time
 * @param rationale why
 */
public record ContradictionResolved(
        List<String> events,
        Subject subject,
        String attribute,
        @Nullable String preferred,
        String rationale) implements Event {
    public ContradictionResolved {
        events = List.copyOf(events);
    }
}
