package io.rackledger.query.backlog;

import io.rackledger.events.ValidTime;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Days since something happened. Where only a span is known, the age has bounds; where nothing is, it has none.
 *
 * @param exact null where it isn't known to the day
 */
record Ages(
        @Nullable Long exact, @Nullable Long low, @Nullable Long high) {
    private static final Ages UNKNOWN = new Ages(null, null, null);

    static Ages of(@Nullable ValidTime since, LocalDate day) {
        if (since == null) {
            return UNKNOWN;
        }
        long low = Math.max(0, ChronoUnit.DAYS.between(since.lastDay(), day));
        long high = Math.max(0, ChronoUnit.DAYS.between(since.firstDay(), day));
        return new Ages(low == high ? high : null, low, high);
    }

    /** The bucket that the age lies in for certain. */
    @Nullable
    String bucket() {
        return low != null && high != null && bucket(low).equals(bucket(high)) ? bucket(low) : null;
    }

    private static String bucket(long days) {
        if (days <= 90) {
            return "0-90";
        }
        if (days <= 180) {
            return "91-180";
        }
        return days <= 365 ? "181-365" : ">365";
    }
}
