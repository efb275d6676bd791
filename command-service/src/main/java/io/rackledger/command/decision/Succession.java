package io.rackledger.command.decision;

import io.rackledger.events.PartyId;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who took whose place, and when. A party has taken another's place from the time of the succession on, that day
 * included; it takes over what the other had taken over. Immutable.
 */
public final class Succession {
    /** Nothing is known, so everybody stands for themselves. */
    public static final Succession NONE = new Succession(List.of());

    private record Step(
            PartyId predecessor,
            PartyId successor,
            @Nullable ValidTime at) {}

    private final List<Step> steps;

    private Succession(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** What a decision on successors reads: every succession, as whose place one takes depends on all of them. */
    public static Boundary boundary() {
        return Boundary.of(Tag.succession(), PartySucceeded.class);
    }

    /** What is known after one more event; others than successions change nothing. */
    public Succession after(Recorded recorded) {
        if (recorded.event() instanceof PartySucceeded e) {
            List<Step> all = new ArrayList<>(steps);
            all.add(new Step(e.predecessor(), e.successor(), recorded.validAt()));
            return new Succession(all);
        }
        return this;
    }

    /**
     * Whether a party is the original one, or took its place by that time, through others too; null is a time that is
     * unknown. The original stays one of those that control: whether it still is there, {@link #ceased} tells.
     */
    public Truth controls(PartyId claimed, PartyId original, @Nullable ValidTime at) {
        return reaches(original, claimed, step -> by(at, step), Set.of());
    }

    /** Whether another party took its place by that time; null is a time that is unknown. */
    public Truth ceased(PartyId original, @Nullable ValidTime at) {
        return steps.stream()
                .filter(step -> step.predecessor().equals(original))
                .map(step -> by(at, step))
                .reduce(Truth.NO, Truth::or);
    }

    /** Whether another party takes its place, at any time. */
    public boolean ends(PartyId party) {
        return steps.stream().anyMatch(step -> step.predecessor().equals(party));
    }

    /** Whether one party is the other, or takes its place at any time, through others too. */
    public boolean leads(PartyId from, PartyId to) {
        return reaches(from, to, step -> Truth.YES, Set.of()) == Truth.YES;
    }

    private static Truth by(@Nullable ValidTime at, Step step) {
        return ValidTime.before(at, step.at()).not();
    }

    /** Goes from successor to successor, through each party once at most. */
    private Truth reaches(PartyId from, PartyId to, Function<Step, Truth> counts, Set<PartyId> passed) {
        if (from.equals(to)) {
            return Truth.YES;
        }
        Set<PartyId> now = new HashSet<>(passed);
        if (!now.add(from)) {
            return Truth.NO;
        }
        return steps.stream()
                .filter(step -> step.predecessor().equals(from))
                .map(step -> counts.apply(step).and(reaches(step.successor(), to, counts, now)))
                .reduce(Truth.NO, Truth::or);
    }
}
