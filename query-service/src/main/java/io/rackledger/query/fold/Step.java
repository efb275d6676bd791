package io.rackledger.query.fold;

import io.rackledger.events.Recorded;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that holds from some time on, until another takes its place. Where times are known as spans only, several may
 * hold at one instant; of what begins at the same time, what the ledger took last holds.
 *
 * @param <T>      what holds
 * @param at       null where nobody says
 * @param position of the event in its ledger
 * @param event    its id
 */
public record Step<T>(T value, Rank rank, @Nullable ValidTime at, long position, String event) {
    /** What can't come but before or after others, whatever is known of their times. */
    public enum Rank {
        FIRST,
        CHANGE,
        LAST
    }

    /** From an event on. */
    public static <T> Step<T> of(T value, Rank rank, Recorded recorded) {
        return new Step<>(value, rank, recorded.validAt(), recorded.position(), recorded.id());
    }

    /**
     * Those that may hold at an instant, in the order given; none if none has begun. Where times of one day, some of them
     * known to the instant, leave none that is last, each may be.
     */
    public static <T> List<Step<T>> possible(List<Step<T>> steps, Instant instant) {
        List<Step<T>> begun = steps.stream()
                .filter(step -> Happened.by(instant, step.at) != Truth.NO)
                .toList();
        List<Step<T>> possible =
                begun.stream().filter(step -> step.holds(begun, instant)).toList();
        return possible.isEmpty() ? begun : possible;
    }

    private boolean holds(List<Step<T>> begun, Instant instant) {
        // What came last replaces most of the others, so it is asked first.
        return begun.reversed().stream()
                .filter(other -> other != this)
                .noneMatch(other -> Happened.by(instant, other.at).and(other.replaces(this)) == Truth.YES);
    }

    private Truth replaces(Step<T> before) {
        if (rank != before.rank) {
            return Truth.of(rank.compareTo(before.rank) > 0);
        }
        return position > before.position ? ValidTime.before(at, before.at).not() : ValidTime.before(before.at, at);
    }
}
