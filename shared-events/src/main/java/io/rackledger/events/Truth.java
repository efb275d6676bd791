package io.rackledger.events;

/** Whether something holds under every reading of what is unknown, under some, or under none. */
public enum Truth {
    NO,
    POSSIBLE,
    YES;

    public static Truth of(boolean holds) {
        return holds ? YES : NO;
    }

    /** Both hold. */
    public Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** One of them holds at least. */
    public Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The opposite. */
    public Truth not() {
        return switch (this) {
            case NO -> YES;
            case POSSIBLE -> POSSIBLE;
            case YES -> NO;
        };
    }
}
