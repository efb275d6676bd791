package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where folds keep what they know, with how far they have come. */
public interface Store {
    /**
     * How far a fold has come.
     *
     * @param size of the ledger up to there
     * @param hash of the commit there
     */
    record Position(long generation, long size, String hash) {}

    /** Makes the tables of these folds, and forgets what was folded by other versions of them. */
    void prepare(String ledger, Collection<Fold<?>> folds);

    /** How far the serving generation has come; null before its first batch. */
    @Nullable
    Position position(String ledger, Fold<?> fold);

    /** Everything that the serving generation knows. */
    <S> Map<Tag, Entity<S>> load(String ledger, Fold<S> fold);

    /**
     * Writes a batch and moves on, in one transaction.
     *
     * @param changed the entities that changed, by fold; folds without changes move on too
     * @throws PositionMovedException if another follower has moved a fold meanwhile: nothing is written
     */
    void write(String ledger, Map<Fold<?>, Position> from, Position to, Map<Fold<?>, Map<Tag, Entity<?>>> changed);
}
