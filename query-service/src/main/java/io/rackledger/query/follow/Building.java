package io.rackledger.query.follow;

import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.EventType;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Fold;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A generation of some folds while it is built: its entities in memory, its tables as of the last checkpoint. For one
 * thread.
 */
final class Building {
    private final Ledger ledger;
    private final LedgerEvents events;
    private final Folding folding;
    private final Generations generations;
    private final Map<Fold<?>, Long> numbers;
    private final Set<String> types;
    private final Map<Fold<?>, Store.Position> kept = new LinkedHashMap<>();
    private final Map<Fold<?>, Map<Tag, Entity<?>>> entities = new LinkedHashMap<>();
    private final Map<Fold<?>, Set<Tag>> unwritten = new LinkedHashMap<>();
    private Store.Position reached = Store.Position.start(0);

    /**
     * Knows nothing until it is loaded.
     *
     * @param numbers which generation of which fold
     */
    Building(Ledger ledger, LedgerEvents events, Generations generations, Map<Fold<?>, Long> numbers) {
        this.ledger = ledger;
        this.events = events;
        this.folding = new Folding(events);
        this.generations = generations;
        this.numbers = new LinkedHashMap<>(numbers);
        this.types = Stream.concat(
                        Facts.CHANGES.stream(), numbers.keySet().stream().flatMap(fold -> fold.types().stream()))
                .map(type -> EventType.of(type).wireName())
                .collect(Collectors.toSet());
    }

    /**
     * Goes back to the last checkpoint.
     *
     * @throws IllegalStateException if it is gone, or was made from another ledger
     */
    void load() {
        Map<Fold<?>, Store.Held> loaded = generations.load(ledger.name(), numbers);
        reached = Store.Position.start(0);
        for (Fold<?> fold : numbers.keySet()) {
            Store.Held held = loaded.get(fold);
            if (held == null) {
                throw new IllegalStateException(
                        "generation " + numbers.get(fold) + " of '" + fold.name() + "' is gone");
            }
            checkHash(held.position());
            kept.put(fold, held.position());
            entities.put(fold, new HashMap<>(held.entities()));
            unwritten.put(fold, new HashSet<>());
        }
        kept.values().stream()
                .min(java.util.Comparator.comparingLong(Store.Position::size))
                .ifPresent(least -> reached = least);
    }

    private void checkHash(Store.Position position) {
        if (position.size() == 0) {
            return;
        }
        List<StoredEvent> last = ledger.read(position.size() - 1, 1);
        if (last.isEmpty() || !last.getFirst().commit().toString().equals(position.hash())) {
            throw new IllegalStateException("the ledger is not the one that was folded up to " + position.size());
        }
    }

    /** How many events are folded. */
    long size() {
        return reached.size();
    }

    /** By fold; not for changing. */
    Map<Fold<?>, Map<Tag, Entity<?>>> entities() {
        return entities;
    }

    boolean hasUnwritten() {
        return kept.values().stream().anyMatch(position -> position.size() < reached.size());
    }

    /**
     * Folds at most so many events more, and none from that size on.
     *
     * @throws IllegalStateException if one can't be read or folded
     */
    void fold(long to, int most) {
        try {
            foldNext(to, most);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "what follows position " + (reached.size() - 1) + " can't be folded: " + e, e);
        }
    }

    private void foldNext(long to, int most) {
        List<StoredEvent> batch = ledger.read(reached.size(), (int) Math.min(most, to - reached.size()));
        if (batch.isEmpty()) {
            throw new IllegalStateException("the ledger does not give what follows " + reached.size());
        }
        List<Recorded> recorded = batch.parallelStream()
                .filter(stored -> types.contains(stored.entry().type()))
                .map(events::read)
                .toList();
        StoredEvent last = batch.getLast();
        Store.Position next =
                new Store.Position(0, last.position() + 1, last.commit().toString());
        numbers.keySet().forEach(fold -> fold(fold, recorded, next));
        reached = next;
    }

    private void fold(Fold<?> fold, List<Recorded> batch, Store.Position next) {
        if (at(kept, fold).size() >= next.size()) {
            return;
        }
        Map<Tag, Entity<?>> all = at(entities, fold);
        Map<Tag, Entity<?>> touched = folding.touched(fold, batch, all, next.size());
        touched.forEach((key, entity) -> {
            if (entity.isGone()) {
                all.remove(key);
            } else {
                all.put(key, entity);
            }
        });
        at(unwritten, fold).addAll(touched.keySet());
    }

    private static <V> V at(Map<Fold<?>, V> map, Fold<?> fold) {
        V value = map.get(fold);
        if (value == null) {
            throw new IllegalStateException("'" + fold.name() + "' was not loaded");
        }
        return value;
    }

    /** Writes all that is not written yet. */
    void checkpoint() {
        if (hasUnwritten()) {
            Generations.Step step = step();
            generations.write(ledger.name(), step);
            written(step);
        }
    }

    /**
     * Writes what is not written yet, and is served from now on.
     *
     * @param serving where what is served stands
     */
    Map<Fold<?>, Store.Held> takeOver(Map<Fold<?>, Store.Position> serving, ReplayState from, Replay to) {
        Map<Fold<?>, Store.Position> instead = new LinkedHashMap<>();
        numbers.keySet().forEach(fold -> instead.put(fold, at(serving, fold)));
        Generations.Step step = step();
        generations.swap(ledger.name(), step, instead, from, to);
        written(step);
        Map<Fold<?>, Store.Held> held = new LinkedHashMap<>();
        numbers.keySet().forEach(fold -> held.put(fold, new Store.Held(at(kept, fold), at(entities, fold))));
        return held;
    }

    private Generations.Step step() {
        Map<Fold<?>, Map<Tag, Entity<?>>> changed = new LinkedHashMap<>();
        unwritten.forEach((fold, keys) -> {
            Map<Tag, Entity<?>> all = at(entities, fold);
            Map<Tag, Entity<?>> entries = new LinkedHashMap<>();
            keys.forEach(key -> {
                Entity<?> entity = all.get(key);
                entries.put(key, entity == null ? Entity.before(fold, key) : entity);
            });
            changed.put(fold, entries);
        });
        return new Generations.Step(new LinkedHashMap<>(kept), reached, changed);
    }

    private void written(Generations.Step step) {
        kept.replaceAll((fold, position) -> position.at(step.to()));
        unwritten.values().forEach(Set::clear);
    }
}
