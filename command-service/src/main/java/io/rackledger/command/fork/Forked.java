package io.rackledger.command.fork;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Recorded;
import java.util.List;

/** What would become of a command. */
public sealed interface Forked {
    /**
     * It would happen.
     *
     * @param events   in the order of their positions, anomalies included
     * @param repeated whether the id was decided before, and this is its first outcome
     */
    record Accepted(List<Recorded> events, boolean repeated) implements Forked {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * The business would say no.
     *
     * @param event    the refusal as it would be recorded
     * @param refusal  what it says
     * @param repeated whether the id was decided before, and this is its first outcome
     */
    record Refused(Recorded event, CommandRefused refusal, boolean repeated) implements Forked {}

    /** What it asks can't be understood without knowing the past, and isn't clear even then. */
    record Malformed(String field, String because) implements Forked {}

    /** The id stands for another command already. */
    record IdReused() implements Forked {}
}
