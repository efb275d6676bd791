package io.rackledger.ledger.kafka;

import org.jspecify.annotations.Nullable;

/** The ledger can't be opened: the message says what is wrong and what to do. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
