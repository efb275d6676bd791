package io.rackledger.query.follow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A replay as it is on record.
 *
 * @param id         also the generation that it builds, of every fold of the view
 * @param folds      by name
 * @param done       how many events are folded
 * @param total      how many there were to fold then
 * @param because    why it failed, or couldn't do what it was asked for; null if it didn't
 * @param comparison null until it caught up
 * @param previous   the generations that were served before it was swapped, by fold
 */
public record Replay(
        long id,
        String view,
        List<String> folds,
        ReplayState state,
        long done,
        long total,
        @Nullable String because,
        @Nullable Comparison comparison,
        Map<String, Long> previous,
        Instant startedAt,
        Instant changedAt) {
    public Replay {
        folds = List.copyOf(folds);
        previous = Map.copyOf(previous);
    }

    Replay in(ReplayState next, Instant now) {
        return new Replay(id, view, folds, next, done, total, because, comparison, previous, startedAt, now);
    }

    Replay in(ReplayState next, String why) {
        return new Replay(id, view, folds, next, done, total, why, comparison, previous, startedAt, changedAt);
    }

    Replay at(long nowDone, long nowTotal) {
        return new Replay(
                id, view, folds, state, nowDone, nowTotal, because, comparison, previous, startedAt, changedAt);
    }

    Replay compared(Comparison with) {
        return new Replay(id, view, folds, state, done, total, because, with, previous, startedAt, changedAt);
    }

    Replay instead(Map<String, Long> before) {
        return new Replay(id, view, folds, state, done, total, because, comparison, before, startedAt, changedAt);
    }
}
