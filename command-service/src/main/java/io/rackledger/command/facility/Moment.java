package io.rackledger.command.facility;

import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import org.jspecify.annotations.Nullable;

/**
 * A moment to look at: when something begins, or the end of time. A time that is null is unknown; two times of equal
 * text are one time.
 */
record Moment(@Nullable ValidTime time, boolean last) {
    /** When all has begun that ever does, and all has ended that ever does. */
    static final Moment END = new Moment(null, true);

    static Moment at(@Nullable ValidTime time) {
        return new Moment(time, false);
    }

    /** Whether this lies before the time. */
    Truth before(@Nullable ValidTime other) {
        if (last) {
            return Truth.NO;
        }
        return time == null || other == null ? Truth.POSSIBLE : time.before(other);
    }
}
