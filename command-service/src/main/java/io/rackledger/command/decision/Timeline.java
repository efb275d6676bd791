package io.rackledger.command.decision;

import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What holds over time: a first value, until another one takes its place, until the next. Where times are known as
 * spans only, several may hold at one moment; of what begins at the same time, what the ledger took last holds.
 * Immutable.
 *
 * @param <T> what holds
 */
public final class Timeline<T> {
    /**
     * A value that holds from some time on.
     *
     * @param from null where nobody says
     */
    public record Step<T>(T value, @Nullable ValidTime from, long position) {}

    private final Step<T> first;
    private final List<Step<T>> changes;

    private Timeline(Step<T> first, List<Step<T>> changes) {
        this.first = first;
        this.changes = List.copyOf(changes);
    }

    /** A value that holds until a change. */
    public static <T> Timeline<T> of(T value) {
        return new Timeline<>(new Step<>(value, null, -1), List.of());
    }

    /** With one more change, in any order. */
    public Timeline<T> with(Step<T> change) {
        List<Step<T>> more = new ArrayList<>(changes);
        more.add(change);
        return new Timeline<>(first, more);
    }

    public List<Step<T>> changes() {
        return changes;
    }

    /** What may hold at a moment; never empty. */
    public List<Step<T>> possible(Moment moment) {
        List<Step<T>> possible = new ArrayList<>();
        if (holds(first, moment) != Truth.NO) {
            possible.add(first);
        }
        changes.stream().filter(step -> holds(step, moment) != Truth.NO).forEach(possible::add);
        return possible;
    }

    /** Whether something is true of what holds at a moment: surely if of all that may. */
    public Truth test(Moment moment, Function<Step<T>, Truth> test) {
        List<Truth> found = possible(moment).stream().map(test).distinct().toList();
        return found.size() == 1 ? found.getFirst() : Truth.POSSIBLE;
    }

    /** Whether that very step holds at a moment. */
    public Truth holds(Step<T> step, Moment moment) {
        Truth holds = step == first ? Truth.YES : moment.reaches(step, step.from());
        for (Step<T> other : changes) {
            if (other != step) {
                holds = holds.and(moment.reaches(other, other.from())
                        .and(step == first ? Truth.YES : replaces(other, step))
                        .not());
            }
        }
        return holds;
    }

    private static Truth replaces(Step<?> other, Step<?> step) {
        return other.position() > step.position()
                ? ValidTime.before(other.from(), step.from()).not()
                : ValidTime.before(step.from(), other.from());
    }

    /** What held before something is heard of that time: of what began by its earliest instant, the latest. */
    public T before(@Nullable ValidTime at) {
        Step<T> found = first;
        for (Step<T> step : changes) {
            if (!key(step.from()).isAfter(key(at))
                    && (found == first || !key(step.from()).isBefore(key(found.from())))) {
                found = step;
            }
        }
        return found.value();
    }

    private static Instant key(@Nullable ValidTime time) {
        return time == null ? Instant.MAX : time.earliest();
    }
}
