package io.rackledger.query.audit;

import org.jspecify.annotations.Nullable;

/** The ledger is not what was signed of it. That is for a person to look at; nothing is signed meanwhile. */
final class ContradictedException extends Exception {
    private static final long serialVersionUID = 1L;

    ContradictedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
