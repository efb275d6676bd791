package io.rackledger.events.wire;

import org.jspecify.annotations.Nullable;

/** Bytes that are no event of ours: an unknown name, a version from the future, or a body that doesn't fit. */
public final class UnknownEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
