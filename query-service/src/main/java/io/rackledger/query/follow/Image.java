package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The states of all entities at one position: never changes once it is published, so whoever holds it reads one
 * snapshot. Thread-safe.
 */
public final class Image implements Folded {
    /** Nothing is known yet. */
    public static final Image EMPTY = new Image(0, "0".repeat(64), Instant.EPOCH, Instant.EPOCH, Map.of());

    private final long size;
    private final String hash;
    private final Instant recordedAt;
    private final Instant latestValid;
    private final Map<Fold<?>, Map<Tag, Entity<?>>> entities;
    private final ConcurrentMap<Object, Object> derived = new ConcurrentHashMap<>();

    Image(long size, String hash, Instant recordedAt, Instant latestValid, Map<Fold<?>, Map<Tag, Entity<?>>> entities) {
        this.size = size;
        this.hash = hash;
        this.recordedAt = recordedAt;
        this.latestValid = latestValid;
        this.entities = Map.copyOf(entities);
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

    Map<Fold<?>, Map<Tag, Entity<?>>> entities() {
        return entities;
    }

    @SuppressWarnings("unchecked")
    <S> Map<Tag, Entity<S>> entitiesOf(Fold<S> fold) {
        return (Map<Tag, Entity<S>>) (Map<?, ?>) entities.getOrDefault(fold, Map.of());
    }

    @Override
    public <S> Map<Tag, S> of(Fold<S> fold) {
        return derive(fold, f -> {
            Map<Tag, S> states = new LinkedHashMap<>();
            entitiesOf(fold).forEach((key, entity) -> states.put(key, entity.state()));
            return states;
        });
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
            Map<Tag, Entity<?>> all = new HashMap<>(next.getOrDefault(fold, Map.of()));
            touched.forEach((key, entity) -> {
                if (entity.isGone()) {
                    all.remove(key);
                } else {
                    all.put(key, entity);
                }
            });
            next.put(fold, all);
        });
        return new Image(newSize, newHash, recorded, valid.isAfter(latestValid) ? valid : latestValid, next);
    }
}
