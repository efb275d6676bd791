package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.States;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The states of all entities at one position: never changes once it is published, so whoever holds it reads one
 * snapshot. Thread-safe.
 */
public final class Image implements Folded {
    /** Nothing is known yet. */
    public static final Image EMPTY = new Image(0, "0".repeat(64), Instant.EPOCH, Instant.EPOCH, Map.of(), Map.of());

    private final long size;
    private final String hash;
    private final Instant recordedAt;
    private final Instant latestValid;
    private final Map<Fold<?>, Map<Tag, Entity<?>>> entities;
    private final Map<Fold<?>, Long> generations;
    private final ConcurrentMap<Object, Object> derived = new ConcurrentHashMap<>();

    Image(
            long size,
            String hash,
            Instant recordedAt,
            Instant latestValid,
            Map<Fold<?>, Map<Tag, Entity<?>>> entities,
            Map<Fold<?>, Long> generations) {
        this.size = size;
        this.hash = hash;
        this.recordedAt = recordedAt;
        this.latestValid = latestValid;
        this.entities = Map.copyOf(entities);
        this.generations = Map.copyOf(generations);
    }

    /** What was loaded of all folds, at the least position among them. */
    static Image of(Map<Fold<?>, Store.Held> loaded) {
        Store.Position least = loaded.values().stream()
                .map(Store.Held::position)
                .min(Comparator.comparingLong(Store.Position::size))
                .orElse(Store.Position.start(1));
        return new Image(least.size(), least.hash(), Instant.EPOCH, Instant.EPOCH, Map.of(), Map.of()).serving(loaded);
    }

    /** How many events of the ledger it holds. */
    public long size() {
        return size;
    }

    /** The commit that it stands at. */
    public String hash() {
        return hash;
    }

    /** When its last event was recorded. */
    public Instant recordedAt() {
        return recordedAt;
    }

    /** The latest instant at which any of its entities changed in the world; it may lie in the future. */
    public Instant latestValid() {
        return latestValid;
    }

    /** The latest generation among those of some folds. */
    public long generation(Collection<Fold<?>> folds) {
        return folds.stream()
                .mapToLong(fold -> generations.getOrDefault(fold, 1L))
                .max()
                .orElse(1);
    }

    /** The entities that a fold knows. */
    public Map<Tag, Entity<?>> entitiesOf(Fold<?> fold) {
        return entities.getOrDefault(fold, Map.of());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S> Map<Tag, S> of(Fold<S> fold) {
        return derive(fold, f -> States.of(entitiesOf(fold)).map(entity -> (S) entity.state()));
    }

    /** Something that follows from this image alone, worked out once. */
    @SuppressWarnings("unchecked")
    public <K, T> T derive(K key, Function<K, T> work) {
        Object known = derived.get(key);
        if (known == null) {
            T made = work.apply(key);
            derived.putIfAbsent(key, made);
            return made;
        }
        return (T) known;
    }

    /** This image with some entities replaced. */
    Image with(
            Map<Fold<?>, Map<Tag, Entity<?>>> changed, long newSize, String newHash, Instant recorded, Instant valid) {
        Map<Fold<?>, Map<Tag, Entity<?>>> next = new HashMap<>(entities);
        changed.forEach((fold, touched) -> {
            Map<Tag, @Nullable Entity<?>> states = new HashMap<>(touched.size());
            touched.forEach((key, entity) -> states.put(key, entity.isGone() ? null : entity));
            next.put(fold, States.of(entitiesOf(fold)).with(states));
        });
        return new Image(
                newSize, newHash, recorded, valid.isAfter(latestValid) ? valid : latestValid, next, generations);
    }

    /** This image with other generations of some folds, at the same position. */
    Image serving(Map<Fold<?>, Store.Held> others) {
        Map<Fold<?>, Map<Tag, Entity<?>>> next = new HashMap<>(entities);
        Map<Fold<?>, Long> nextGenerations = new HashMap<>(generations);
        Instant latest = latestValid;
        for (Map.Entry<Fold<?>, Store.Held> other : others.entrySet()) {
            next.put(other.getKey(), States.of(other.getValue().entities()));
            nextGenerations.put(other.getKey(), other.getValue().position().generation());
            for (Entity<?> entity : other.getValue().entities().values()) {
                latest = entity.last().instant().isAfter(latest) ? entity.last().instant() : latest;
            }
        }
        return new Image(size, hash, recordedAt, latest, next, nextGenerations);
    }
}
