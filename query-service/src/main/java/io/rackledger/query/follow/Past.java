package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * States as of other dates than now: the same folds over the events that count then. Each fold's timelines are built
 * when somebody asks for the first time, and followed from then on by whoever asks. Thread-safe.
 */
public final class Past {
    private final LedgerEvents events;
    private final int mostStates;
    private final ConcurrentMap<Fold<?>, Timelines<?>> timelines = new ConcurrentHashMap<>();

    /**
     * The past of a ledger.
     *
     * @param mostStates how many states of entities are kept in memory for each fold, beside the latest of each entity;
     *     with more facts every second, fourth … is kept and the facts between are folded when they are asked for
     */
    public Past(LedgerEvents events, int mostStates) {
        this.events = events;
        this.mostStates = mostStates;
    }

    /** The states that the folds come to with the events that count. */
    public Folded at(Cut cut, Collection<Fold<?>> folds) {
        Map<Fold<?>, Map<Tag, ?>> states = new HashMap<>();
        for (Fold<?> fold : folds) {
            states.put(fold, timelines(fold).at(cut));
        }
        return new Folded() {
            @Override
            @SuppressWarnings("unchecked")
            public <S> Map<Tag, S> of(Fold<S> fold) {
                return (Map<Tag, S>) states.getOrDefault(fold, Map.of());
            }
        };
    }

    private Timelines<?> timelines(Fold<?> fold) {
        return timelines.computeIfAbsent(fold, f -> new Timelines<>(events, f, mostStates));
    }
}
