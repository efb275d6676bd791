package io.rackledger.query.follow;

import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.States;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Events that nobody recorded, from some position of the ledger on: what folds would come to with them. Only entities
 * that they touch are folded anew, by the same folds. Writes nothing. Thread-safe.
 */
public final class Supposed {
    private final LedgerEvents events;
    private final List<Recorded> supposed;
    private final Cut cut;

    /**
     * Supposes events.
     *
     * @param supposed in the order of their positions, gapless from {@code cut.size()}; their own positions may be
     *     taken in the ledger, by events that don't count then
     * @param cut      which events of the ledger count; those that are supposed count by the same date and confidence
     */
    public Supposed(LedgerEvents events, List<Recorded> supposed, Cut cut) {
        this.events = events.supposing(cut.size(), supposed);
        this.supposed = List.copyOf(supposed);
        this.cut = new Cut(cut.validAsOf(), cut.knownAsOf(), cut.size() + supposed.size(), cut.confidence());
    }

    /** Whether any entity of that fold is touched; where none is, its states are those of before. */
    public boolean touches(Fold<?> fold) {
        return supposed.stream()
                .anyMatch(event ->
                        !keys(fold, event).isEmpty() || !changed(fold, event).isEmpty());
    }

    /**
     * What folds come to with them.
     *
     * @param before what they come to without them, by the same cut
     */
    public Folded over(Folded before) {
        ConcurrentMap<Fold<?>, Map<Tag, ?>> known = new ConcurrentHashMap<>();
        return new Folded() {
            @Override
            @SuppressWarnings("unchecked") // A fold's states are put under it only.
            public <S> Map<Tag, S> of(Fold<S> fold) {
                Map<Tag, ?> states = known.get(fold);
                if (states == null) {
                    states = states(fold, before);
                    known.putIfAbsent(fold, states);
                }
                return (Map<Tag, S>) states;
            }
        };
    }

    private <S> Map<Tag, S> states(Fold<S> fold, Folded before) {
        Set<Tag> changed = new HashSet<>();
        Map<Tag, List<Recorded>> touched = new HashMap<>();
        for (Recorded event : supposed) {
            keys(fold, event)
                    .forEach(key -> touched.computeIfAbsent(key, any -> new ArrayList<>())
                            .add(event));
            changed.addAll(changed(fold, event));
        }
        changed.forEach(key -> touched.putIfAbsent(key, List.of()));
        Map<Tag, S> states = new LinkedHashMap<>(before.of(fold));
        for (Tag key : touched.keySet()) {
            Entity<S> entity = before instanceof Image image && !changed.contains(key)
                    ? goneOn(fold, key, image, touched.getOrDefault(key, List.of()))
                    : folded(fold, key);
            if (entity.isGone()) {
                states.remove(key);
            } else {
                states.put(key, entity.state());
            }
        }
        return States.of(states);
    }

    /** Where all that is new comes after all that was folded, the fold just goes on. */
    @SuppressWarnings("unchecked") // A fold's entities are put under it only.
    private <S> Entity<S> goneOn(Fold<S> fold, Tag key, Image image, List<Recorded> touching) {
        List<Recorded> fresh = touching.stream()
                .filter(cut::holds)
                .sorted(EventOrder.OF_EVENTS)
                .toList();
        Entity<S> entity = (Entity<S>) image.entitiesOf(fold).getOrDefault(key, Entity.before(fold, key));
        if (fresh.isEmpty()) {
            return entity;
        }
        return entity.precedes(fresh) ? entity.with(fold, fresh) : folded(fold, key);
    }

    private <S> Entity<S> folded(Fold<S> fold, Tag key) {
        return Entity.of(fold, key, events.counting(fold, key, cut));
    }

    private static Set<Tag> keys(Fold<?> fold, Recorded event) {
        return fold.types().contains(event.event().getClass()) ? fold.keysOf(event) : Set.of();
    }

    /** What a change touches: all that the fact ever said. */
    private Set<Tag> changed(Fold<?> fold, Recorded event) {
        Set<Tag> changed = new HashSet<>();
        if (Facts.CHANGES.contains(event.event().getClass())) {
            events.versions(event).forEach(version -> changed.addAll(keys(fold, version)));
        }
        return changed;
    }
}
