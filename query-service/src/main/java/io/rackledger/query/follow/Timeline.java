package io.rackledger.query.follow;

import io.rackledger.events.Confidence;
import io.rackledger.events.Recorded;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
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

    private final S initial;
    private final int stride;
    private final Dates dates;
    private final Object[] states;
    private final S latest;
    private final EventOrder last;
    private final long lastChange;
    private final Confidence changedBy;

    private Timeline(
            S initial,
            int stride,
            Dates dates,
            Object[] states,
            S latest,
            EventOrder last,
            long lastChange,
            Confidence changedBy) {
        this.initial = initial;
        this.stride = stride;
        this.dates = dates;
        this.states = states;
        this.latest = latest;
        this.last = last;
        this.lastChange = lastChange;
        this.changedBy = changedBy;
    }

    /** Of an entity of which nothing is known yet; a state is kept after each {@code stride} facts. */
    static <S> Timeline<S> empty(S initial, int stride) {
        return new Timeline<>(
                initial, stride, Dates.NONE, new Object[0], initial, EventOrder.FIRST, NOT_CHANGED, Confidence.FILED);
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
        int before = dates.size();
        int size = before + facts.size();
        Object[] newStates = Arrays.copyOf(states, size / stride);
        S state = latest;
        for (int i = before; i < size; i++) {
            S next = fold.fold(state, facts.get(i - before));
            if ((i + 1) % stride == 0) {
                fold.prepare(next, state);
                newStates[(i + 1) / stride - 1] = next;
            }
            state = next;
        }
        return new Timeline<>(
                initial,
                stride,
                dates.with(facts),
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
                dates,
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
        Object[] fewer = new Object[dates.size() / (2 * stride)];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = states[2 * i + 1];
        }
        return new Timeline<>(initial, 2 * stride, dates, fewer, latest, last, lastChange, changedBy);
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
     * @param validAsOf in nanoseconds, see {@link Dates#nanos}
     * @param read      a fact of this entity as it reads today, by its position
     */
    @Nullable
    S at(Fold<S> fold, long size, long validAsOf, Confidence confidence, LongFunction<Recorded> read) {
        int first = dates.countingFirst(size, validAsOf, confidence);
        if (first == dates.size()) {
            return first == 0 ? null : latest;
        }
        boolean any = first > 0;
        S state = kept(first);
        int end = dates.areFirst(confidence) ? first : dates.size();
        for (int i = first - first % stride; i < end; i++) {
            if (i < first || (i > first && dates.counts(i, size, validAsOf, confidence))) {
                state = fold.fold(state, read.apply(dates.position(i)));
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
}
