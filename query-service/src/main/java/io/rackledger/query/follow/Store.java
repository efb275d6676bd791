package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import java.util.Collection;
import java.util.Map;

/** Where folds keep what they know, with how far they have come. What is read and written here is what is served. */
public interface Store {
    /**
     * How far a fold has come.
     *
     * @param size of the ledger up to there
     * @param hash of the commit there
     */
    record Position(long generation, long size, String hash) {
        /** Before the first event. */
        static Position start(long generation) {
            return new Position(generation, 0, Image.EMPTY.hash());
        }

        /** The same generation further on. */
        Position at(Position to) {
            return new Position(generation, to.size, to.hash);
        }
    }

    /** What a generation of a fold knows, and where it stands. */
    record Held(Position position, Map<Tag, Entity<?>> entities) {}

    /** Makes the tables of these folds, and forgets what was folded by other versions of them. */
    void prepare(String ledger, Collection<Fold<?>> folds);

    /** What the serving generations know, all at one moment; a fold without one is left out. */
    Map<Fold<?>, Held> load(String ledger, Collection<Fold<?>> folds);

    /**
     * Writes a batch and moves on, in one transaction.
     *
     * @param known   what the tables know of these folds: of an entity that is among it, only the rows that differ are
     *                written; {@link Image#EMPTY} where that is not relied on, and all of its rows are
     * @param changed the entities that changed, by fold; folds without changes move on too
     * @throws PositionMovedException if a fold is no longer served from there, since another follower has moved it or
     *     swapped its generation: nothing is written
     */
    void write(
            String ledger,
            Map<Fold<?>, Position> from,
            Position to,
            Image known,
            Map<Fold<?>, Map<Tag, Entity<?>>> changed);
}
