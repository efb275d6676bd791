package io.rackledger.query.delistingrisk;

import io.rackledger.events.Confidence;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, and which event says so. Days are those of New York, where the venues are.
 *
 * @param at null if no one says
 */
record Dated(@Nullable ValidTime at, Confidence confidence, String event) {
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    static Dated of(Recorded recorded) {
        return new Dated(recorded.validAt(), recorded.confidence(), recorded.id());
    }

    /** The first day that it may be; the beginning of time where nobody says. */
    LocalDate first() {
        return at == null ? LocalDate.MIN : day(at, at.firstDay());
    }

    /** The last day that it may be; the end of time where nobody says. */
    LocalDate last() {
        return at == null ? LocalDate.MAX : day(at, at.lastDay());
    }

    private static LocalDate day(ValidTime at, LocalDate day) {
        return at.precision() == ValidTime.Precision.INSTANT ? LocalDate.ofInstant(at.earliest(), ZONE) : day;
    }

    /** The day; null where it is not known to the day, and then nothing is counted from it. */
    @Nullable
    LocalDate day() {
        return first().equals(last()) ? first() : null;
    }
}
