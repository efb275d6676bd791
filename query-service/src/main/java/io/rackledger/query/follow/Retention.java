package io.rackledger.query.follow;

import io.rackledger.query.fold.Fold;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which generations of a fold are kept beside the one that is served. */
final class Retention {
    private Retention() {}

    /** Those that are being built, and the one that the last swap replaced, to which it can be undone. */
    static Set<Long> of(Fold<?> fold, List<Replay> replays) {
        Set<Long> kept = new HashSet<>();
        List<Replay> ofFold = replays.stream()
                .filter(replay -> replay.folds().contains(fold.name()))
                .toList();
        ofFold.stream().filter(replay -> replay.state().isActive()).forEach(replay -> kept.add(replay.id()));
        ofFold.stream()
                .filter(replay -> replay.state() == ReplayState.SWAPPED)
                .max(Comparator.comparingLong(Replay::id))
                .ifPresent(last -> kept.add(last.previous().getOrDefault(fold.name(), 0L)));
        return kept;
    }

    /** Whether a later replay was swapped in for one of its folds, so that what it replaced itself is gone. */
    static boolean isOverlaid(Replay swapped, List<Replay> replays) {
        return replays.stream()
                .filter(later -> later.id() > swapped.id() && !later.previous().isEmpty())
                .anyMatch(later -> later.folds().stream().anyMatch(swapped.folds()::contains));
    }
}
