package io.rackledger.ledger;

import org.jspecify.annotations.Nullable;

/** An index holds something else than was written into it. */
final class IndexDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexDamagedException(String message) {
        this(message, null);
    }

    IndexDamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
