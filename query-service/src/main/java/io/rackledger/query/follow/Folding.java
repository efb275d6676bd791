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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of events makes of entities: an entity whose events come in their order is folded on, every other one
 * anew from all its facts that stand. Thread-safe.
 */
final class Folding {
    /** From how many entities on it pays to share the work. */
    private static final int MANY = 256;

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
        each(byEntity)
                .filter(entry -> !changed.contains(entry.getKey()))
                .map(entry -> {
                    Entity<S> before =
                            (Entity<S>) known.getOrDefault(entry.getKey(), Entity.before(fold, entry.getKey()));
                    return new After(entry.getKey(), after(fold, before, entry.getValue()));
                })
                .toList()
                .forEach(after -> {
                    if (after.entity() == null) {
                        changed.add(after.key());
                    } else {
                        touched.put(after.key(), after.entity());
                    }
                });
        changed.forEach(key -> touched.put(key, Entity.of(fold, key, events.standing(fold, key, size))));
        return touched;
    }

    /**
     * An entity after its own events.
     *
     * @param entity null if they don't come in their order
     */
    private record After(Tag key, @Nullable Entity<?> entity) {}

    private static <S> @Nullable Entity<S> after(Fold<S> fold, Entity<S> before, List<Recorded> fresh) {
        fresh.sort(EventOrder.OF_EVENTS);
        return before.precedes(fresh) ? before.with(fold, fresh) : null;
    }

    /** Folds are pure and no entity knows of another, so many are folded at once: from a list, which splits evenly. */
    private static Stream<Map.Entry<Tag, List<Recorded>>> each(Map<Tag, List<Recorded>> byEntity) {
        return byEntity.size() < MANY
                ? byEntity.entrySet().stream()
                : List.copyOf(byEntity.entrySet()).parallelStream();
    }

    private static Set<Tag> keys(Fold<?> fold, Recorded recorded) {
        return fold.types().contains(recorded.event().getClass()) ? fold.keysOf(recorded) : Set.of();
    }
}
