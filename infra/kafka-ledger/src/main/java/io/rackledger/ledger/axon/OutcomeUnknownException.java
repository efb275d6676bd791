package io.rackledger.ledger.axon;

/** The events were sent, and it could not be known in time whether they stand. */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message) {
        super(message);
    }
}
