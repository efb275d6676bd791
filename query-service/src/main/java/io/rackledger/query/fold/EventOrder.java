package io.rackledger.query.fold;

import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.Comparator;

/**
 * Where an event stands among those of its entity: by the earliest instant that it may have happened, then by position.
 * One of which nobody says when it happened stands where it was recorded.
 */
public record EventOrder(Instant instant, long position) implements Comparable<EventOrder> {
    /** Before every event. */
    public static final EventOrder FIRST = new EventOrder(Instant.EPOCH.minusSeconds(100_000_000_000L), -1);

    private static final Comparator<EventOrder> ORDER =
            Comparator.comparing(EventOrder::instant).thenComparingLong(EventOrder::position);

    /** Events in this order. */
    public static final Comparator<Recorded> OF_EVENTS = Comparator.comparing(EventOrder::of);

    public static EventOrder of(Recorded recorded) {
        ValidTime validAt = recorded.validAt();
        return new EventOrder(validAt == null ? recorded.recordedAt() : validAt.earliest(), recorded.position());
    }

    @Override
    public int compareTo(EventOrder other) {
        return ORDER.compare(this, other);
    }
}
