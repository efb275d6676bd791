package io.rackledger.ledger.axon;

/** The events were certainly not appended: the ledger can't take them now, or never. */
public final class NotAppendedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    public NotAppendedException(String message, boolean permanent) {
        super(message);
        this.permanent = permanent;
    }

    /** Whether trying again is of no use. */
    public boolean permanent() {
        return permanent;
    }
}
