package io.rackledger.ledger;

import org.jspecify.annotations.Nullable;

/** The file of an index can't be used: the message says which, why, and what to do. */
public final class IndexUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IndexUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
