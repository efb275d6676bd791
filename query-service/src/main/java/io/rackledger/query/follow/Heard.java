package io.rackledger.query.follow;

import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.OrderState;
import io.rackledger.query.fold.Orders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The entities that the events of a tale touch, as far as it has been heard: each is folded in the order in which things
 * happened, whichever way they are told. For one thread.
 */
final class Heard {
    private final List<Fold<?>> folds;
    private final Predicate<OrderState> tells;
    private final UnaryOperator<List<Recorded>> reading;
    private final List<Recorded> known;
    private final Map<Fold<?>, Map<Tag, Entity<?>>> entities = new HashMap<>();

    /**
     * Nothing yet.
     *
     * @param tells   which orders are in the tale
     * @param reading what the events that were heard say together
     * @param silent  what is known and doesn't count by itself
     */
    Heard(
            Collection<Fold<?>> folds,
            Predicate<OrderState> tells,
            UnaryOperator<List<Recorded>> reading,
            Collection<Recorded> silent) {
        this.folds = List.copyOf(folds);
        this.tells = tells;
        this.reading = reading;
        this.known = new ArrayList<>(silent);
    }

    /** Hears more; returns the folds whose entities it touched. */
    Set<Fold<?>> hear(List<Recorded> events) {
        Set<Fold<?>> touched = new HashSet<>();
        for (Recorded event : events) {
            known.add(event);
            boolean anew = Facts.CHANGES.contains(event.event().getClass());
            for (Fold<?> fold : folds) {
                if (anew ? foldAnew(fold) : fold(fold, event)) {
                    touched.add(fold);
                }
            }
        }
        return touched;
    }

    private <S> boolean fold(Fold<S> fold, Recorded event) {
        Set<Tag> keys = keys(fold, event);
        for (Tag key : keys) {
            Entity<S> before = entity(fold, key);
            List<Recorded> next = List.of(event);
            Entity<S> after = before.precedes(next) ? before.with(fold, next) : Entity.of(fold, key, facts(fold, key));
            replace(fold, Map.of(key, after));
        }
        return !keys.isEmpty();
    }

    /** What changes others may have moved a fact from one entity to another: all are told again. */
    private <S> boolean foldAnew(Fold<S> fold) {
        Map<Tag, List<Recorded>> facts = new LinkedHashMap<>();
        for (Recorded fact : reading.apply(known)) {
            keys(fold, fact)
                    .forEach(key ->
                            facts.computeIfAbsent(key, k -> new ArrayList<>()).add(fact));
        }
        Map<Tag, Entity<?>> after = new HashMap<>();
        facts.forEach((key, all) -> {
            all.sort(EventOrder.OF_EVENTS);
            after.put(key, Entity.of(fold, key, all));
        });
        return !after.equals(entities.put(fold, after));
    }

    private <S> List<Recorded> facts(Fold<S> fold, Tag key) {
        return reading.apply(known).stream()
                .filter(fact -> keys(fold, fact).contains(key))
                .sorted(EventOrder.OF_EVENTS)
                .toList();
    }

    private static Set<Tag> keys(Fold<?> fold, Recorded event) {
        return fold.types().contains(event.event().getClass()) ? fold.keysOf(event) : Set.of();
    }

    @SuppressWarnings("unchecked")
    private <S> Entity<S> entity(Fold<S> fold, Tag key) {
        Entity<?> known = entities.getOrDefault(fold, Map.of()).get(key);
        return known == null ? Entity.before(fold, key) : (Entity<S>) known;
    }

    /** Never changes a map that a snapshot may hold. */
    private void replace(Fold<?> fold, Map<Tag, Entity<?>> changed) {
        Map<Tag, Entity<?>> next = new HashMap<>(entities.getOrDefault(fold, Map.of()));
        next.putAll(changed);
        entities.put(fold, next);
    }

    /** The states by now; what is heard later doesn't change it. */
    Folded now() {
        Map<Fold<?>, Map<Tag, Entity<?>>> now = Map.copyOf(entities);
        return new Folded() {
            @Override
            @SuppressWarnings("unchecked")
            public <S> Map<Tag, S> of(Fold<S> fold) {
                Map<Tag, S> states = new LinkedHashMap<>();
                now.getOrDefault(fold, Map.of()).forEach((key, entity) -> {
                    if (!entity.isGone() && isTold(fold, entity)) {
                        states.put(key, (S) entity.state());
                    }
                });
                return states;
            }
        };
    }

    private boolean isTold(Fold<?> fold, Entity<?> entity) {
        return !fold.equals(Orders.FOLD) || (entity.state() instanceof OrderState order && tells.test(order));
    }
}
