package io.rackledger.query.follow;

import io.rackledger.events.Confidence;
import io.rackledger.events.Recorded;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One entity's facts in their order, as they read today, with what was known of it after every few of them. Immutable.
 *
 * <p>A state for other dates is the last one kept before the first fact that doesn't count, with the facts folded that
 * do: usually none or few. What a later correction or retraction changed is none of this object's business: before that
 * it must be asked of the ledger.
 *
 * @param <S> what is known of the entity
 */
final class Timeline<S> {
    private static final long NOT_CHANGED = -1;
    private static final long ALWAYS = Long.MIN_VALUE;
    private static final int NANOS = 1_000_000_000;

    private final S initial;
    private final int stride;
    private final long[] positions;
    private final long[] earliest;
    private final byte[] confidences;
    private final Object[] states;
    private final S latest;
    private final EventOrder last;
    private final long lastChange;
    private final Confidence changedBy;

    private Timeline(
            S initial,
            int stride,
            long[] positions,
            long[] earliest,
            byte[] confidences,
            Object[] states,
            S latest,
            EventOrder last,
            long lastChange,
            Confidence changedBy) {
        this.initial = initial;
        this.stride = stride;
        this.positions = positions;
        this.earliest = earliest;
        this.confidences = confidences;
        this.states = states;
        this.latest = latest;
        this.last = last;
        this.lastChange = lastChange;
        this.changedBy = changedBy;
    }

    /** Of an entity of which nothing is known yet; a state is kept after each {@code stride} facts. */
    static <S> Timeline<S> empty(S initial, int stride) {
        return new Timeline<>(
                initial,
                stride,
                new long[0],
                new long[0],
                new byte[0],
                new Object[0],
                initial,
                EventOrder.FIRST,
                NOT_CHANGED,
                Confidence.FILED);
    }

    /** How many states it keeps beside the latest. */
    int kept() {
        return states.length;
    }

    /** After how many facts each it keeps a state. */
    int stride() {
        return stride;
    }

    /** Whether these facts, in their order, come after all that it has. */
    boolean precedes(List<Recorded> facts) {
        return last.compareTo(EventOrder.of(facts.getFirst())) < 0;
    }

    /** With more facts, in their order, after all that it has. */
    Timeline<S> with(Fold<S> fold, List<Recorded> facts) {
        int before = positions.length;
        int size = before + facts.size();
        long[] newPositions = Arrays.copyOf(positions, size);
        long[] newEarliest = Arrays.copyOf(earliest, size);
        byte[] newConfidences = Arrays.copyOf(confidences, size);
        Object[] newStates = Arrays.copyOf(states, size / stride);
        S state = latest;
        for (int i = before; i < size; i++) {
            Recorded fact = facts.get(i - before);
            state = fold.fold(state, fact);
            newPositions[i] = fact.position();
            newEarliest[i] = Cut.isChange(fact) || fact.validAt() == null
                    ? ALWAYS
                    : nanos(fact.validAt().earliest());
            newConfidences[i] = (byte) fact.confidence().ordinal();
            if ((i + 1) % stride == 0) {
                newStates[(i + 1) / stride - 1] = state;
            }
        }
        return new Timeline<>(
                initial,
                stride,
                newPositions,
                newEarliest,
                newConfidences,
                newStates,
                state,
                EventOrder.of(facts.getLast()),
                lastChange,
                changedBy);
    }

    /** The same, changed last by a correction or retraction there, none of which is founded worse than that. */
    Timeline<S> changed(long position, Confidence by) {
        return new Timeline<>(
                initial,
                stride,
                positions,
                earliest,
                confidences,
                states,
                latest,
                last,
                Math.max(position, lastChange),
                by.compareTo(changedBy) < 0 ? by : changedBy);
    }

    /** What changed it, for a timeline that takes its place. */
    Timeline<S> changedLike(Timeline<S> other) {
        return other.lastChange == NOT_CHANGED ? this : changed(other.lastChange, other.changedBy);
    }

    /** The same with half as many states. */
    Timeline<S> thinned() {
        Object[] fewer = new Object[positions.length / (2 * stride)];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = states[2 * i + 1];
        }
        return new Timeline<>(
                initial, 2 * stride, positions, earliest, confidences, fewer, latest, last, lastChange, changedBy);
    }

    /** Whether the fact at that position may read otherwise today than when it was recorded. */
    boolean mayReadOtherwise(long position) {
        return position < lastChange;
    }

    /** How many events of the ledger say how its facts read today. */
    long readBy() {
        return lastChange + 1;
    }

    /** Whether its facts read today as they did then, to whoever counts what is founded so well. */
    boolean readsAlike(long size, Confidence confidence) {
        return lastChange < size && (lastChange == NOT_CHANGED || changedBy.compareTo(confidence) >= 0);
    }

    /**
     * What was known of the entity; null if nothing was.
     *
     * @param size      events at positions before count
     * @param validAsOf in nanoseconds, see {@link #nanos}
     * @param read      a fact of this entity as it reads today, by its position
     */
    @Nullable
    S at(Fold<S> fold, long size, long validAsOf, Confidence confidence, LongFunction<Recorded> read) {
        int least = confidence.ordinal();
        int first = 0;
        while (first < positions.length && counts(first, size, validAsOf, least)) {
            first++;
        }
        if (first == positions.length) {
            return first == 0 ? null : latest;
        }
        boolean any = first > 0;
        S state = kept(first);
        for (int i = first - first % stride; i < positions.length; i++) {
            if (i < first || (i > first && counts(i, size, validAsOf, least))) {
                state = fold.fold(state, read.apply(positions[i]));
                any = true;
            }
        }
        return any ? state : null;
    }

    /** The last state that was kept within the first so many facts. */
    @SuppressWarnings("unchecked")
    private S kept(int facts) {
        return facts < stride ? initial : (S) states[facts / stride - 1];
    }

    private boolean counts(int i, long size, long validAsOf, int confidence) {
        return positions[i] < size && earliest[i] <= validAsOf && confidences[i] >= confidence;
    }

    /** An instant as nanoseconds from 1970 on, or the nearest that a long can hold. */
    static long nanos(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds >= Long.MAX_VALUE / NANOS) {
            return Long.MAX_VALUE;
        }
        return seconds <= Long.MIN_VALUE / NANOS ? ALWAYS + 1 : seconds * NANOS + instant.getNano();
    }
}
