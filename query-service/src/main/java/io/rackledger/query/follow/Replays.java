package io.rackledger.query.follow;

import io.rackledger.ledger.Ledger;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.ReplayState.Asked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Replays: each builds a new generation of all folds of a view beside what is served, from the first event on, and is
 * swapped in when somebody asks for it. At most one at a time builds a fold. Thread-safe.
 */
public final class Replays implements AutoCloseable {
    private static final int TRIES = 5;

    private final ReplayWork.Means means;
    private final List<Fold<?>> folds;
    private final Clock clock;
    private final ConcurrentMap<Long, ReplayRun> runs = new ConcurrentHashMap<>();

    /**
     * Replays of what a follower folds.
     *
     * @param follower serves what replays are compared with, and swaps
     */
    public Replays(
            Ledger ledger, LedgerEvents events, Follower follower, Generations generations, Clock clock, Pace pace) {
        this.means = new ReplayWork.Means(ledger, events, follower, generations, pace);
        this.folds = follower.folds();
        this.clock = clock;
    }

    /** Goes on with what ran when the service ended, and drops what was left over. */
    public void start() {
        List<Replay> all = onRecord();
        long latest = all.stream().mapToLong(Replay::id).max().orElse(0);
        folds.forEach(fold -> means.generations().drop(means.ledger().name(), fold, latest, Retention.of(fold, all)));
        all.stream()
                .filter(replay -> replay.state().isLively())
                .forEach(replay -> run(replay).start());
    }

    /** All replays, the latest first. */
    public List<Watched> all() {
        List<Watched> all = new ArrayList<>();
        onRecord().forEach(replay -> all.add(watched(replay)));
        Collections.reverse(all);
        return all;
    }

    /** The replay of that number. */
    public Optional<Watched> numbered(long id) {
        return onRecord(id).map(this::watched);
    }

    private Watched watched(Replay replay) {
        ReplayRun run = runs.get(replay.id());
        return run == null ? new Watched(replay, 0, null) : run.knowing(replay).watched();
    }

    private List<Replay> onRecord() {
        return means.generations().replays(means.ledger().name());
    }

    private Optional<Replay> onRecord(long id) {
        return onRecord().stream().filter(replay -> replay.id() == id).findFirst();
    }

    /**
     * Begins a replay of all folds of a view.
     *
     * @throws ReplayRefusedException if another builds one of them
     */
    public synchronized Watched begin(String view, Collection<Fold<?>> wanted) {
        List<Fold<?>> ofView = folds.stream().filter(wanted::contains).toList();
        List<String> names = ofView.stream().map(Fold::name).toList();
        for (int tries = 0; tries < TRIES; tries++) {
            refuseBesides(names);
            Instant now = clock.instant();
            Replay replay = new Replay(
                    means.generations().unused(means.ledger().name()),
                    view,
                    names,
                    ReplayState.RUNNING,
                    0,
                    means.follower().image().size(),
                    null,
                    null,
                    Map.of(),
                    now,
                    now);
            if (means.generations().begin(means.ledger().name(), replay, ofView)) {
                run(replay).start();
                return watched(replay);
            }
        }
        throw new IllegalStateException("another process took " + TRIES + " numbers first");
    }

    private void refuseBesides(List<String> names) {
        for (Watched other : all()) {
            boolean builds = other.replay().state().isActive() || other.asked() == Asked.UNDO;
            if (builds && other.replay().folds().stream().anyMatch(names::contains)) {
                throw new ReplayRefusedException(
                        other.replay(),
                        "replay " + other.replay().id() + " of '"
                                + other.replay().view() + "' is "
                                + other.replay().state() + " and builds "
                                + other.replay().folds());
            }
        }
    }

    /**
     * Asks a replay for something, and waits until it is done or a limit has passed; empty if there is no such replay.
     *
     * @throws ReplayRefusedException if its state doesn't allow that
     */
    public Optional<Watched> ask(long id, Asked what) throws InterruptedException {
        Optional<Replay> replay = onRecord(id);
        if (replay.isEmpty()) {
            return Optional.empty();
        }
        if (what == Asked.UNDO) {
            refuseUndo(replay.get());
        }
        return Optional.of(run(replay.get()).knowing(replay.get()).ask(what));
    }

    private void refuseUndo(Replay replay) {
        List<Replay> all = onRecord();
        Image served = means.follower().image();
        boolean isServed = folds.stream()
                .filter(fold -> replay.folds().contains(fold.name()))
                .allMatch(fold -> served.generation(List.of(fold)) == replay.id());
        if (replay.state() == ReplayState.SWAPPED && (!isServed || Retention.isOverlaid(replay, all))) {
            throw new ReplayRefusedException(
                    replay, "what replay " + replay.id() + " replaced is gone; only the last swap can be undone");
        }
        refuseBesides(replay.folds());
    }

    /** A replay as it is once it differs from what is known, or the limit has passed. */
    public Watched awaitChange(Replay known, Duration limit) throws InterruptedException {
        Watched seen = run(known).awaitChange(known, limit);
        return onRecord(known.id()).map(this::watched).orElse(seen);
    }

    private ReplayRun run(Replay replay) {
        return runs.computeIfAbsent(
                replay.id(),
                id -> new ReplayRun(
                        replay,
                        new ReplayWork(
                                means,
                                folds.stream()
                                        .filter(fold -> replay.folds().contains(fold.name()))
                                        .toList()),
                        clock));
    }

    /** Ends all threads; what they built is kept up to the last checkpoint. */
    @Override
    public void close() throws InterruptedException {
        for (ReplayRun run : runs.values()) {
            run.close();
        }
    }
}
