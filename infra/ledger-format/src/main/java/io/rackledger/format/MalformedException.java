package io.rackledger.format;

/** Bytes that are not in the ledger's format. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }
}
