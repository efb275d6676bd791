package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A store that tells when an answer is overdue: a database whose disk is full may neither write nor fail, and never return.
 * Thread-safe where the store is.
 */
final class TimedStore implements Store {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Store store;
    private final InstantSource clock;
    private final Map<Thread, Instant> underWay = new ConcurrentHashMap<>();

    TimedStore(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** That the database doesn't answer; empty while it does so in time. */
    String trouble() {
        return underWay.values().stream()
                .min(Comparator.naturalOrder())
                .filter(since -> Duration.between(since, clock.instant()).compareTo(LIMIT) > 0)
                .map(since -> "the database has not answered since " + since)
                .orElse("");
    }

    private <T> T timed(Supplier<T> call) {
        underWay.put(Thread.currentThread(), clock.instant());
        try {
            return call.get();
        } finally {
            underWay.remove(Thread.currentThread());
        }
    }

    @Override
    public void prepare(String ledger, Collection<Fold<?>> folds) {
        timed(() -> {
            store.prepare(ledger, folds);
            return ledger;
        });
    }

    @Override
    public Map<Fold<?>, Held> load(String ledger, Collection<Fold<?>> folds) {
        return timed(() -> store.load(ledger, folds));
    }

    @Override
    public void write(
            String ledger,
            Map<Fold<?>, Position> from,
            Position to,
            Image known,
            Map<Fold<?>, Map<Tag, Entity<?>>> changed) {
        timed(() -> {
            store.write(ledger, from, to, known, changed);
            return ledger;
        });
    }
}
