package io.rackledger.witness;

import io.rackledger.witness.Answer.Refusal;
import io.rackledger.witness.Answer.Why;
import org.jspecify.annotations.Nullable;

/** What was asked is refused whatever was cosigned before. */
final class NotTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Why why;

    NotTakenException(Why why, String because, @Nullable Throwable cause) {
        super(because, cause);
        this.why = why;
    }

    Refusal refusal() {
        return new Refusal(why, String.valueOf(getMessage()));
    }
}
