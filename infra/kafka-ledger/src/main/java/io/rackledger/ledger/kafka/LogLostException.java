package io.rackledger.ledger.kafka;

import org.jspecify.annotations.Nullable;

/** The log is not the one that was read before, or lacks some of it. Trying again is of no use: a person has to look. */
final class LogLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
