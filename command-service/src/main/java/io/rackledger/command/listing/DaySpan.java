package io.rackledger.command.listing;

import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The days in New York, where the listing rules count, that something may have happened on; both are included. */
record DaySpan(LocalDate first, LocalDate last) {
    static final DaySpan UNKNOWN = new DaySpan(LocalDate.MIN, LocalDate.MAX);

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    static DaySpan of(@Nullable ValidTime time) {
        if (time == null) {
            return UNKNOWN;
        }
        if (time.precision() == ValidTime.Precision.INSTANT) {
            LocalDate day = LocalDate.ofInstant(time.earliest(), NEW_YORK);
            return new DaySpan(day, day);
        }
        return new DaySpan(time.firstDay(), time.lastDay());
    }

    static DaySpan of(LocalDate day) {
        return new DaySpan(day, day);
    }

    /** Whether this lies on a later day than the other. */
    Truth after(DaySpan other) {
        if (first.isAfter(other.last)) {
            return Truth.YES;
        }
        return last.isAfter(other.first) ? Truth.POSSIBLE : Truth.NO;
    }

    /** The days that the count makes of these; it must keep their order. */
    DaySpan counted(UnaryOperator<LocalDate> count) {
        return equals(UNKNOWN) ? UNKNOWN : new DaySpan(count.apply(first), count.apply(last));
    }
}
