package io.rackledger.query.recount;

import io.rackledger.events.Event;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Works views out again from the events of a ledger alone: every entity anew from all its facts that stand, in one pass, without
 * the follower, its tables, timelines or whatever else makes a service fast. The folds and views are those of the
 * service. For one thread.
 */
public final class Recount {
    private static final EventCodec CODEC = new EventCodec();

    private final List<Recorded> events = new ArrayList<>();

    /**
     * Takes the next commit of the ledger.
     *
     * @throws RuntimeException if an event can't be read
     */
    public void take(Commit commit) {
        for (Entry entry : commit.entries()) {
            events.add(Envelope.read(
                    CODEC,
                    events.size(),
                    entry.id(),
                    commit.header().recordedAt(),
                    entry.type(),
                    entry.version(),
                    entry.metadata(),
                    entry.payload()));
        }
    }

    /** How many events there are. */
    public long size() {
        return events.size();
    }

    /**
     * What a view answers.
     *
     * @param size of the ledger up to where it is known, at most {@link #size}
     */
    public Answer answer(View view, Map<String, String> parameters, long size, Instant validAsOf) {
        List<Recorded> known = events.subList(0, Math.toIntExact(size));
        return view.answer(new States(known, validAsOf), new Question(validAsOf, parameters));
    }

    private record States(List<Recorded> known, Instant validAsOf, Map<Fold<?>, Map<Tag, ?>> folded) implements Folded {
        States(List<Recorded> known, Instant validAsOf) {
            this(known, validAsOf, new HashMap<>());
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S> Map<Tag, S> of(Fold<S> fold) {
            Map<Tag, ?> states = folded.get(fold);
            if (states == null) {
                states = work(fold);
                folded.put(fold, states);
            }
            return (Map<Tag, S>) states;
        }

        private <S> Map<Tag, S> work(Fold<S> fold) {
            Map<Tag, List<Recorded>> facts = new TreeMap<>();
            told(fold.types())
                    .forEach(fact -> fold.keysOf(fact)
                            .forEach(key -> facts.computeIfAbsent(key, k -> new ArrayList<>())
                                    .add(fact)));
            Map<Tag, S> states = new TreeMap<>();
            facts.forEach((key, own) -> {
                S state = fold.initial(key);
                own.sort(EventOrder.OF_EVENTS);
                for (Recorded fact : own) {
                    state = fold.fold(state, fact);
                }
                states.put(key, state);
            });
            return states;
        }

        /** The facts that stand and may have happened by then, and what changed others, where a fold asks for that. */
        private Stream<Recorded> told(Set<Class<? extends Event>> types) {
            Collection<Recorded> standing = Facts.standing(known).stream()
                    .filter(fact -> !isChange(fact))
                    .filter(fact ->
                            fact.validAt() == null || !fact.validAt().earliest().isAfter(validAsOf))
                    .toList();
            return Stream.concat(standing.stream(), known.stream().filter(States::isChange))
                    .filter(fact -> types.contains(fact.event().getClass()));
        }

        private static boolean isChange(Recorded event) {
            return Facts.CHANGES.contains(event.event().getClass());
        }
    }
}
