package io.rackledger.command.axon;

import io.rackledger.events.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a command. */
public sealed interface Handled {
    /**
     * An event that a command led to.
     *
     * @param type     name and version
     * @param position null in a dry run
     */
    record Led(String id, String type, @Nullable Long position, Event event) {}

    /**
     * It happened, and is on record; in a dry run it would happen.
     *
     * @param repeated whether the command had been decided before, and this is its first outcome
     */
    record Accepted(List<Led> events, boolean repeated) implements Handled {
        public Accepted {
            events = List.copyOf(events);
        }

        /** The position of the last event; null in a dry run. */
        public @Nullable Long position() {
            return events.getLast().position();
        }
    }

    /**
     * The business said no, which is on record.
     *
     * @param position of the refusal; null in a dry run
     * @param repeated whether the command had been decided before, and this is its first outcome
     */
    record Refused(String rule, String because, @Nullable Long position, boolean repeated) implements Handled {}

    /** What it asks can't be understood without knowing the past, and isn't clear even then; not on record. */
    record Malformed(String field, String because) implements Handled {}

    /** The id stands for another command already; not on record. */
    record IdReused() implements Handled {}

    /** Others were quicker, again and again; not on record. */
    record Contested(int attempts) implements Handled {}

    /** Certainly not taken; the ledger can't take anything now. */
    record Unavailable(String because) implements Handled {}

    /** Perhaps taken; repeated with the same id, it will say. */
    record Unknown(String because) implements Handled {}

    /** Never to be taken: more than one commit may hold. */
    record TooLarge(String because) implements Handled {}
}
