package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where replays keep what they build, beside what is served, and the record of them. Every method is one transaction
 * but {@link #write}; any may throw another {@link RuntimeException} if the database can't be used.
 */
public interface Generations {
    /** Where some folds go from, where to, and what changed in between. */
    record Step(Map<Fold<?>, Store.Position> from, Store.Position to, Map<Fold<?>, Map<Tag, Entity<?>>> changed) {
        /** Where a fold goes from. */
        public Store.Position from(Fold<?> fold) {
            Store.Position position = from.get(fold);
            if (position == null) {
                throw new IllegalArgumentException("'" + fold.name() + "' takes no part in the step");
            }
            return position;
        }
    }

    /** All replays on record, the latest last. */
    List<Replay> replays(String ledger);

    /** A number that no generation and no replay of the ledger has had yet. */
    long unused(String ledger);

    /**
     * Puts a replay on record, with an empty generation of each fold.
     *
     * @return whether it was; not if another took the number
     */
    boolean begin(String ledger, Replay replay, Collection<Fold<?>> folds);

    /**
     * Changes a replay on record.
     *
     * @return whether it was; not if it is no longer in the state given
     */
    boolean change(String ledger, ReplayState from, Replay to);

    /** What these generations know; a fold whose generation is gone is left out. */
    Map<Fold<?>, Store.Held> load(String ledger, Map<Fold<?>, Long> generations);

    /**
     * Writes what was built, the positions last. If it breaks off, entities may know more than the positions say, which
     * a fold that goes on from there tolerates.
     *
     * @throws PositionMovedException if a fold is not there, or is served
     */
    void write(String ledger, Step step);

    /**
     * Writes the rest of what was built, and serves it from now on.
     *
     * @param instead where what is served stands, at the end of the step
     * @throws PositionMovedException if it stands elsewhere, what was built does, or the replay is in another state:
     *     nothing is written
     */
    void swap(String ledger, Step step, Map<Fold<?>, Store.Position> instead, ReplayState from, Replay to);

    /** Drops the generations of a fold up to a number, but for some and for what is served. */
    void drop(String ledger, Fold<?> fold, long upTo, Set<Long> but);
}
