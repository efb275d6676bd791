package io.rackledger.events;

/** What an event does to an obligation. */
public record Trigger(Cause event, Effect effect) {
    /** What triggers. */
    public enum Cause {
        DELISTING
    }

    /** What follows. */
    public enum Effect {
        HOLDER_PUT,
        ACCELERATION
    }
}
