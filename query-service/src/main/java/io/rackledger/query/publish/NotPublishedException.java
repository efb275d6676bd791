package io.rackledger.query.publish;

import org.jspecify.annotations.Nullable;

/** Something could not be published, or is not known to be. */
public final class NotPublishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPublishedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
