package io.rackledger.query.fold;

import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether something had happened: where an instant falls within the span that it may have happened in, it is possible. */
public final class Happened {
    private Happened() {}

    /**
     * Whether it had happened by that instant.
     *
     * @param at when it happened; null where nobody says
     */
    public static Truth by(Instant instant, @Nullable ValidTime at) {
        if (at == null) {
            return Truth.POSSIBLE;
        }
        if (at.earliest().isAfter(instant)) {
            return Truth.NO;
        }
        return at.latest().isAfter(instant) ? Truth.POSSIBLE : Truth.YES;
    }
}
