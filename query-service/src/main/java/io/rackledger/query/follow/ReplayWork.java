package io.rackledger.query.follow;

import io.rackledger.ledger.Ledger;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.ReplayState.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a replay. For its thread alone; each may throw as {@link Generations} does. */
final class ReplayWork {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayWork.class);
    private static final Duration TURN_LIMIT = Duration.ofSeconds(10);

    private final Means means;
    private final List<Fold<?>> folds;
    private @Nullable Building building;
    private boolean compared;
    private long checkpointNanos;

    /** What every replay works with. */
    record Means(Ledger ledger, LedgerEvents events, Follower follower, Generations generations, Pace pace) {
        Building building(Map<Fold<?>, Long> numbers) {
            return new Building(ledger, events, generations, numbers);
        }

        void change(ReplayState from, Replay to) {
            if (!generations.change(ledger.name(), from, to)) {
                throw new PositionMovedException("replay " + to.id() + " is no longer " + from);
            }
        }
    }

    ReplayWork(Means means, List<Fold<?>> folds) {
        this.means = means;
        this.folds = List.copyOf(folds);
    }

    /** Whether there is something to catch up with. */
    boolean isPossible() {
        return means.follower().ready();
    }

    /** The replay as it is on record. */
    Replay known(Replay replay) {
        building = null;
        return means.generations().replays(means.ledger().name()).stream()
                .filter(each -> each.id() == replay.id())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("replay " + replay.id() + " is gone"));
    }

    /** Folds on, or compares once it has caught up; the same replay if there is nothing to do. */
    Replay goOn(Replay replay, Instant now) {
        Building built = built(replay);
        Image served = means.follower().image();
        if (built.size() < served.size()) {
            built.fold(served.size(), means.pace().batch());
            Replay further = replay.at(built.size(), served.size());
            return isDue() ? checkpoint(built, further) : further;
        }
        if (compared || built.size() > served.size()) {
            return built.hasUnwritten() && isDue() ? checkpoint(built, replay) : replay;
        }
        checkpoint(built, replay);
        Replay ready = replay.at(built.size(), served.size())
                .compared(Comparison.of(served, built.entities()))
                .in(ReplayState.READY, now);
        means.change(replay.state(), ready);
        compared = true;
        return ready;
    }

    private Building built(Replay replay) {
        if (building == null) {
            Map<Fold<?>, Long> numbers = new LinkedHashMap<>();
            folds.forEach(fold -> numbers.put(fold, replay.id()));
            Building fresh = means.building(numbers);
            fresh.load();
            building = fresh;
            compared = false;
            checkpointNanos = System.nanoTime();
        }
        return building;
    }

    private boolean isDue() {
        return System.nanoTime() - checkpointNanos
                >= means.pace().checkpointEvery().toNanos();
    }

    private Replay checkpoint(Building built, Replay replay) {
        built.checkpoint();
        means.change(replay.state(), replay);
        checkpointNanos = System.nanoTime();
        return replay;
    }

    /** Does what the replay is asked for, if it can be done now; the replay as it is then. */
    Replay obey(Asked asked, Replay replay, Instant now) throws InterruptedException {
        return switch (asked) {
            case PAUSE -> pause(replay, now);
            case RESUME -> changed(replay, ReplayState.RUNNING, now);
            case CANCEL -> ended(changed(replay, ReplayState.CANCELLED, now));
            case SWAP -> swap(replay, now);
            case UNDO -> undo(replay, now);
        };
    }

    private Replay changed(Replay replay, ReplayState next, Instant now) {
        Replay to = replay.in(next, now);
        means.change(replay.state(), to);
        return to;
    }

    private Replay pause(Replay replay, Instant now) {
        Building built = built(replay);
        built.checkpoint();
        building = null;
        return changed(replay.at(built.size(), means.follower().image().size()), ReplayState.PAUSED, now);
    }

    private Replay swap(Replay replay, Instant now) throws InterruptedException {
        Building built = built(replay);
        built.checkpoint();
        return takeOver(built, replay, (served, serving) -> {
            Map<String, Long> before = new HashMap<>();
            folds.forEach(fold -> before.put(fold.name(), generation(serving, fold)));
            return replay.at(built.size(), served.size()).instead(before).in(ReplayState.SWAPPED, now);
        });
    }

    private Replay undo(Replay replay, Instant now) throws InterruptedException {
        Map<Fold<?>, Long> numbers = new LinkedHashMap<>();
        folds.forEach(fold -> numbers.put(fold, replay.previous().getOrDefault(fold.name(), 0L)));
        Building old = means.building(numbers);
        old.load();
        while (old.size() + means.pace().batch() < means.follower().image().size()) {
            old.fold(means.follower().image().size(), means.pace().batch());
        }
        old.checkpoint();
        return takeOver(old, replay, (served, serving) -> replay.in(ReplayState.UNDONE, now));
    }

    private interface Record {
        Replay of(Image served, Map<Fold<?>, Store.Position> serving);
    }

    private Replay takeOver(Building next, Replay replay, Record record) throws InterruptedException {
        List<Replay> done = new ArrayList<>();
        boolean swapped = means.follower()
                .swap(
                        (served, serving) -> {
                            if (next.size() > served.size()) {
                                throw new PositionMovedException("what is served is at " + served.size());
                            }
                            while (next.size() < served.size()) {
                                next.fold(served.size(), means.pace().batch());
                            }
                            Replay to = record.of(served, serving);
                            Map<Fold<?>, Store.Held> held = next.takeOver(serving, replay.state(), to);
                            done.add(to);
                            return held;
                        },
                        TURN_LIMIT);
        if (!swapped) {
            LOG.warn("Replay {} did not get its turn within {}", replay.id(), TURN_LIMIT);
            return replay;
        }
        return ended(done.getFirst());
    }

    private static long generation(Map<Fold<?>, Store.Position> serving, Fold<?> fold) {
        Store.Position position = serving.get(fold);
        return position == null ? 1 : position.generation();
    }

    /** The replay as it failed; where even that can't be written, it is known here alone, and goes on after a restart. */
    Replay fail(Replay replay, String because, Instant now) {
        Replay failed = replay.in(ReplayState.FAILED, because).in(ReplayState.FAILED, now);
        try {
            means.change(replay.state(), failed);
            return ended(failed);
        } catch (RuntimeException e) {
            LOG.error("That replay {} failed can't be put on record", replay.id(), e);
            return failed;
        }
    }

    /** Drops what nobody needs any more. */
    private Replay ended(Replay replay) {
        building = null;
        try {
            List<Replay> all = means.generations().replays(means.ledger().name());
            folds.forEach(fold ->
                    means.generations().drop(means.ledger().name(), fold, replay.id(), Retention.of(fold, all)));
        } catch (RuntimeException e) {
            LOG.warn("What replay {} left is dropped at the next start", replay.id(), e);
        }
        return replay;
    }
}
