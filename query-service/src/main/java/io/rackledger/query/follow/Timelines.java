package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.States;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The timelines of all entities of a fold, as far as the ledger was read. It is read on when somebody asks for more, so
 * a fold of which nobody asks for other dates costs nothing. Thread-safe: one caller reads on while others wait; who
 * asks gets the same answer whatever was read meanwhile.
 *
 * @param <S> what is known of one entity
 */
final class Timelines<S> {
    private static final int BATCH = 20_000;

    private final LedgerEvents events;
    private final Fold<S> fold;
    private final int mostStates;
    private final Lock lock = new ReentrantLock();
    private volatile Snapshot<S> snapshot = new Snapshot<>(0, new Tag[0], List.of());

    /** All below belongs to whoever holds the lock. */
    private final NavigableMap<Tag, Timeline<S>> timelines = new TreeMap<>();

    private long size;
    private int stride = 1;
    private long kept;

    /** The timelines of the entities with these tags, in their order, by so many events of the ledger. */
    private record Snapshot<S>(long size, Tag[] tags, List<Timeline<S>> timelines) {}

    /**
     * Of a fold.
     *
     * @param mostStates how many states are kept at most beside the latest of each entity; fewer are kept the more facts
     *     there are, and the rest is folded when it is asked for
     */
    Timelines(LedgerEvents events, Fold<S> fold, int mostStates) {
        this.events = events;
        this.fold = fold;
        this.mostStates = mostStates;
    }

    /** What was known of each entity of which anything was, in the order of their tags. */
    Map<Tag, S> at(Cut cut) {
        long known = Math.min(events.known(cut.knownAsOf()), cut.size());
        long validAsOf = Dates.nanos(cut.validAsOf());
        Snapshot<S> read = readUpTo(known);
        return States.of(read.tags(), i -> at(read.tags()[i], read.timelines().get(i), known, validAsOf, cut));
    }

    private @Nullable S at(Tag key, Timeline<S> timeline, long known, long validAsOf, Cut cut) {
        return timeline.readsAlike(known, cut.confidence())
                ? timeline.at(fold, known, validAsOf, cut.confidence(), facts(key, timeline))
                : asked(key, cut);
    }

    private @Nullable S asked(Tag key, Cut cut) {
        Entity<S> entity = Entity.of(fold, key, events.counting(fold, key, cut));
        return entity.isGone() ? null : entity.state();
    }

    /** An entity's facts as they read today. What was changed is read at most once. */
    private LongFunction<Recorded> facts(Tag key, Timeline<S> timeline) {
        Map<Long, Recorded> changed = new HashMap<>();
        return position -> {
            if (!timeline.mayReadOtherwise(position)) {
                return events.at(position);
            }
            if (changed.isEmpty()) {
                events.standing(fold, key, timeline.readBy()).forEach(fact -> changed.put(fact.position(), fact));
            }
            return Objects.requireNonNull(changed.get(position));
        };
    }

    private Snapshot<S> readUpTo(long known) {
        if (snapshot.size() < known) {
            lock.lock();
            try {
                while (size < known) {
                    long to = Math.min(known, size + BATCH);
                    add(events.between(fold.types(), size, to), to);
                    size = to;
                }
                snapshot =
                        new Snapshot<>(size, timelines.keySet().toArray(Tag[]::new), List.copyOf(timelines.values()));
            } finally {
                lock.unlock();
            }
        }
        return snapshot;
    }

    private void add(List<Recorded> batch, long to) {
        Map<Tag, List<Recorded>> fresh = new LinkedHashMap<>();
        Map<Tag, Timeline<S>> anew = new LinkedHashMap<>();
        for (Recorded event : batch) {
            if (Cut.isChange(event)) {
                events.versions(event).stream()
                        .filter(version -> fold.types().contains(version.event().getClass()))
                        .flatMap(version -> fold.keysOf(version).stream())
                        .forEach(key -> anew.put(
                                key, anew.getOrDefault(key, known(key)).changed(event.position(), event.confidence())));
            }
            if (fold.types().contains(event.event().getClass())) {
                fold.keysOf(event)
                        .forEach(key -> fresh.computeIfAbsent(key, k -> new ArrayList<>())
                                .add(event));
            }
        }
        fresh.keySet().removeAll(anew.keySet());
        Map<Tag, Timeline<S>> longer = new ConcurrentHashMap<>();
        fresh.entrySet().parallelStream().forEach(each -> {
            List<Recorded> facts = each.getValue();
            facts.sort(EventOrder.OF_EVENTS);
            Timeline<S> before = known(each.getKey());
            if (before.precedes(facts)) {
                longer.put(each.getKey(), before.with(fold, facts));
            }
        });
        fresh.keySet().forEach(key -> {
            Timeline<S> after = longer.get(key);
            if (after == null) {
                anew.put(key, known(key));
            } else {
                keep(key, after);
            }
        });
        anew.forEach((key, before) -> keep(key, again(key, before, to)));
    }

    private Timeline<S> known(Tag key) {
        Timeline<S> known = timelines.get(key);
        return known == null ? Timeline.empty(fold.initial(key), stride) : known;
    }

    private Timeline<S> again(Tag key, Timeline<S> before, long to) {
        List<Recorded> facts = events.standing(fold, key, to);
        Timeline<S> empty = Timeline.<S>empty(fold.initial(key), stride).changedLike(before);
        return facts.isEmpty() ? empty : empty.with(fold, facts);
    }

    private void keep(Tag key, Timeline<S> longer) {
        Timeline<S> after = longer;
        while (after.stride() < stride) {
            after = after.thinned();
        }
        Timeline<S> replaced = timelines.put(key, after);
        kept += after.kept() - (replaced == null ? 0 : replaced.kept());
        if (kept > mostStates) {
            stride *= 2;
            kept = 0;
            timelines.replaceAll((any, timeline) -> timeline.thinned());
            timelines.values().forEach(timeline -> kept += timeline.kept());
        }
    }
}
