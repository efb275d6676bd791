package io.rackledger.query.follow;

import io.rackledger.events.Confidence;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** States as of other dates than now: the same folds over the events that count then. Thread-safe. */
public final class Past {
    /**
     * Which events count.
     *
     * @param validAsOf  those that may have happened by then
     * @param knownAsOf  those that were recorded by then
     * @param size       those at positions before
     * @param confidence those that are founded at least so well
     */
    public record Cut(Instant validAsOf, Instant knownAsOf, long size, Confidence confidence) {
        /** Whether a fact, as it reads by what was known then, counts. What changes others counts once it is known. */
        boolean holds(Recorded fact) {
            return isChange(fact)
                    || ((fact.validAt() == null || !fact.validAt().earliest().isAfter(validAsOf)) && founded(fact));
        }

        /** Whether it was known by then; what changes a fact must be well founded itself. */
        boolean knew(Recorded event) {
            return event.position() < size
                    && !event.recordedAt().isAfter(knownAsOf)
                    && (!isChange(event) || founded(event));
        }

        private static boolean isChange(Recorded event) {
            return Facts.CHANGES.contains(event.event().getClass());
        }

        private boolean founded(Recorded event) {
            return event.confidence().compareTo(confidence) >= 0;
        }
    }

    private final LedgerEvents events;

    public Past(LedgerEvents events) {
        this.events = events;
    }

    /** The states that the folds come to with the events that count. */
    public Folded at(Cut cut, Collection<Fold<?>> folds) {
        Map<Fold<?>, Map<Tag, ?>> states = new HashMap<>();
        for (Fold<?> fold : folds) {
            states.put(fold, fold(fold, cut));
        }
        return new Folded() {
            @Override
            @SuppressWarnings("unchecked")
            public <S> Map<Tag, S> of(Fold<S> fold) {
                return (Map<Tag, S>) states.getOrDefault(fold, Map.of());
            }
        };
    }

    private <S> Map<Tag, S> fold(Fold<S> fold, Cut cut) {
        Map<Tag, List<Recorded>> byEntity = new LinkedHashMap<>();
        List<Recorded> known = events.withChanges(fold.types(), cut.size()).stream()
                .filter(cut::knew)
                .toList();
        LedgerEvents.told(known, fold.types())
                .filter(cut::holds)
                .sorted(EventOrder.OF_EVENTS)
                .forEach(fact -> fold.keysOf(fact)
                        .forEach(key -> byEntity.computeIfAbsent(key, k -> new ArrayList<>())
                                .add(fact)));
        Map<Tag, S> states = new LinkedHashMap<>();
        byEntity.forEach((key, all) ->
                states.put(key, Entity.before(fold, key).with(fold, all).state()));
        return states;
    }
}
