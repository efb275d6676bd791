package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import java.util.List;

/**
 * An entity as a fold knows it.
 *
 * @param last the last event that was folded
 */
public record Entity<S>(S state, EventOrder last) {
    static <S> Entity<S> before(Fold<S> fold, Tag key) {
        return new Entity<>(fold.initial(key), EventOrder.FIRST);
    }

    /** Whether the events, in their order, come after all that was folded. */
    boolean precedes(List<Recorded> events) {
        return last.compareTo(EventOrder.of(events.getFirst())) < 0;
    }

    /** With more events, in their order. */
    Entity<S> with(Fold<S> fold, List<Recorded> events) {
        S next = state;
        for (Recorded event : events) {
            next = fold.fold(next, event);
        }
        return new Entity<>(next, EventOrder.of(events.getLast()));
    }
}
