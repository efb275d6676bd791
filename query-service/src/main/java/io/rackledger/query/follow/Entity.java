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

    /**
     * An entity with all its facts, in their order; with none it is gone. A fact may carry its tag and be another's, as that
     * of who supplies it.
     */
    static <S> Entity<S> of(Fold<S> fold, Tag key, List<Recorded> facts) {
        Entity<S> before = before(fold, key);
        List<Recorded> own =
                facts.stream().filter(fact -> fold.keysOf(fact).contains(key)).toList();
        return own.isEmpty() ? before : before.with(fold, own);
    }

    /** Whether nothing is known of it any more, since all of it was retracted. */
    public boolean isGone() {
        return last.equals(EventOrder.FIRST);
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
