package io.rackledger.command.axon;

import io.rackledger.events.Recorded;
import io.rackledger.format.Anchor;
import io.rackledger.format.Hash;
import io.rackledger.ledger.StoredEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Events that were decided here of late, so that whoever reads them need not decode them: each has one place, by its
 * position, until another takes it. A commit's hash says what is in it, so what is at hand is what a ledger holds.
 * Thread-safe.
 */
final class EventsAtHand {
    static final int PLACES = 1 << 15;

    private final AtomicReferenceArray<@Nullable Decided> events = new AtomicReferenceArray<>(PLACES);

    private record Decided(Hash commit, Recorded event) {}

    /** Keeps the events of a commit. */
    void put(Anchor commit, List<Recorded> recorded) {
        for (Recorded each : recorded) {
            events.set(place(each.position()), new Decided(commit.hash(), each));
        }
    }

    /** The event as it was decided; null if it isn't at hand. */
    @Nullable
    Recorded get(StoredEvent stored) {
        Decided there = events.get(place(stored.position()));
        return there != null
                        && there.event().position() == stored.position()
                        && there.commit().equals(stored.commit())
                ? there.event()
                : null;
    }

    private static int place(long position) {
        return (int) (position % PLACES);
    }
}
