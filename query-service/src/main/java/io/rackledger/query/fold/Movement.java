package io.rackledger.query.fold;

import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What one event did to one lot.
 *
 * @param measures   how much; a measure that is absent is unknown
 * @param at         when; null if no one says
 * @param recordedAt when the ledger took the event
 * @param position   of the event in its ledger
 * @param event      its id
 */
public record Movement(
        Kind kind,
        LotId lot,
        PartyId vendor,
        Measures measures,
        @Nullable ValidTime at,
        Instant recordedAt,
        long position,
        String event) {
    /** What happened to the lot. */
    public enum Kind {
        ORDERED,
        /** Amended to more. An amendment raises and lowers a lot, each by nothing in the measures that it doesn't. */
        RAISED,
        /** Amended to less. */
        LOWERED,
        SHIFTED_IN,
        SHIFTED_OUT,
        CANCELLED,
        DELIVERED
    }

    /** In the order of their valid time; what has none comes first. */
    static final Comparator<Movement> BY_TIME = Movement::compareByTime;

    private static final Comparator<Movement> BY_EARLIEST =
            Comparator.comparing(Movement::earliest).thenComparingLong(Movement::position);

    /** Mostly the days tell, and no instants need be made of them. */
    private static int compareByTime(Movement one, Movement other) {
        if (one.at == null || other.at == null) {
            return BY_EARLIEST.compare(one, other);
        }
        int byDay = Long.compare(one.at.firstEpochDay(), other.at.firstEpochDay());
        if (byDay != 0) {
            return byDay;
        }
        return one.at.equals(other.at) ? Long.compare(one.position, other.position) : BY_EARLIEST.compare(one, other);
    }

    private Instant earliest() {
        return at == null ? Instant.MIN : at.earliest();
    }

    /**
     * When it had surely happened: what was recorded within the time in which it may have happened, or nobody dates, had
     * happened by then.
     */
    Instant settled() {
        if (at == null) {
            return recordedAt;
        }
        boolean within = !recordedAt.isBefore(at.earliest()) && recordedAt.isBefore(at.latest());
        return within ? recordedAt : at.latest();
    }

    /** Whether it had happened by then. */
    public Truth by(Instant instant) {
        if (at != null && at.earliest().isAfter(instant)) {
            return Truth.NO;
        }
        return settled().isAfter(instant) ? Truth.POSSIBLE : Truth.YES;
    }
}
