package io.rackledger.query.follow;

import io.rackledger.query.fold.Fold;
import java.util.Map;

/** What takes the place of the serving generations of some folds. */
interface Successor {
    /**
     * Comes to the size of the image that is served, and takes over in one transaction.
     *
     * @param serving where the serving generations stand
     * @return what is served from now on
     * @throws PositionMovedException if another follower has moved or swapped one of them
     */
    Map<Fold<?>, Store.Held> takeOver(Image served, Map<Fold<?>, Store.Position> serving);
}
