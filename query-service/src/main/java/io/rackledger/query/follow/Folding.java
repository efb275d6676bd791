package io.rackledger.query.follow;

import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch of events makes of entities: an entity whose events come in their order is folded on, every other one
 * anew from all its facts that stand. Thread-safe.
 */
final class Folding {
    private final LedgerEvents events;

    Folding(LedgerEvents events) {
        this.events = events;
    }

    /**
     * The entities that a batch touches, as they are after it; one that is gone is among them.
     *
     * @param known what was known before
     * @param size  of the ledger after the batch
     */
    @SuppressWarnings("unchecked")
    <S> Map<Tag, Entity<?>> touched(Fold<S> fold, List<Recorded> batch, Map<Tag, Entity<?>> known, long size) {
        Map<Tag, List<Recorded>> byEntity = new LinkedHashMap<>();
        Set<Tag> changed = new HashSet<>();
        for (Recorded event : batch) {
            if (Facts.CHANGES.contains(event.event().getClass())) {
                events.versions(event).forEach(version -> changed.addAll(keys(fold, version)));
            }
            keys(fold, event)
                    .forEach(key -> byEntity.computeIfAbsent(key, k -> new ArrayList<>())
                            .add(event));
        }
        Map<Tag, Entity<?>> touched = new LinkedHashMap<>();
        byEntity.forEach((key, fresh) -> {
            fresh.sort(EventOrder.OF_EVENTS);
            Entity<S> before = (Entity<S>) known.getOrDefault(key, Entity.before(fold, key));
            if (before.precedes(fresh) && !changed.contains(key)) {
                touched.put(key, before.with(fold, fresh));
            } else {
                changed.add(key);
            }
        });
        changed.forEach(key -> touched.put(key, Entity.of(fold, key, events.standing(fold, key, size))));
        return touched;
    }

    private static Set<Tag> keys(Fold<?> fold, Recorded recorded) {
        return fold.types().contains(recorded.event().getClass()) ? fold.keysOf(recorded) : Set.of();
    }
}
