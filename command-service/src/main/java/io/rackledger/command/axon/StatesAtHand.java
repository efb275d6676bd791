package io.rackledger.command.axon;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.format.Anchor;
import io.rackledger.format.Criterion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What deliberations knew of late, with the commit that they stood at, so that the next one on the same boundary reads
 * only what came after. It never decides anything: without it, every decision reads more and comes to the same.
 * Thread-safe.
 */
final class StatesAtHand {
    private final Cache<Key, AtHand<?>> states;

    private record Key(String decider, Deliberation.Start start) {}

    /**
     * One state.
     *
     * @param known    what was known
     * @param at       the commit up to which it had been read
     * @param criteria what had been read
     */
    record AtHand<S>(Deliberation.Known<S> known, Anchor at, List<Criterion> criteria) {}

    /**
     * Keeps what some events came to.
     *
     * @param mostEvents how many, over all states; 0 keeps nothing
     */
    StatesAtHand(long mostEvents) {
        states = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(mostEvents)
                .weigher((Key key, AtHand<?> state) -> 1 + state.known().events())
                .build();
    }

    /** What was known last; null if nothing is. */
    @SuppressWarnings("unchecked") // Only deciders of that name put it there, and their states have one type.
    <S> @Nullable AtHand<S> get(String decider, Deliberation.Start start) {
        return (AtHand<S>) states.getIfPresent(new Key(decider, start));
    }

    void put(String decider, Deliberation.Start start, AtHand<?> state) {
        states.put(new Key(decider, start), state);
    }
}
