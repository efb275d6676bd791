package io.rackledger.command.decision;

import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import org.jspecify.annotations.Nullable;

/**
 * A moment to look at: when something begins, or the end of time. A time that is null is unknown; two times of equal
 * text are one time. Immutable.
 */
public final class Moment {
    /** When all has begun that ever does, and all has ended that ever does. */
    public static final Moment END = new Moment(null, null, true);

    private final @Nullable ValidTime time;
    private final @Nullable Object starting;
    private final boolean last;

    private Moment(@Nullable ValidTime time, @Nullable Object starting, boolean last) {
        this.time = time;
        this.starting = starting;
        this.last = last;
    }

    public static Moment at(@Nullable ValidTime time) {
        return new Moment(time, null, false);
    }

    /** When that very thing begins: it has begun there, also where nobody knows when that is. */
    public static Moment startOf(Object thing, @Nullable ValidTime from) {
        return new Moment(from, thing, false);
    }

    /** Whether this lies before the time. */
    public Truth before(@Nullable ValidTime other) {
        if (last) {
            return Truth.NO;
        }
        return ValidTime.before(time, other);
    }

    /** Whether that very thing begins here. */
    public boolean isStartOf(Object thing) {
        return starting == thing;
    }

    /** Whether that very thing, which begins at that time, has begun. */
    public Truth reaches(Object thing, @Nullable ValidTime from) {
        return isStartOf(thing) ? Truth.YES : before(from).not();
    }
}
