package io.rackledger.query.follow;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Confidence;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A tale told step by step with the states after each step, by the folds that serve live. Either as it happened in the
 * world: then only what stands is told, each fact as it reads after its corrections; or as the ledger came to know it:
 * then corrections, retractions and refusals are steps of their own. The work of a step is done when it is asked for.
 * For one thread.
 */
public final class Unfolding implements Iterator<Unfolding.Step> {
    /** In which order a tale is told. */
    public enum Sequence {
        /** By (earliest valid instant, position). */
        VALID,
        /** By position. */
        KNOWN
    }

    /**
     * How a tale is told.
     *
     * @param byDay      whether all of one day make one step; else each event makes its own
     * @param from       what comes before is known at the start
     * @param to         what comes after is left out
     * @param knownAsOf  what was recorded later is left out
     * @param confidence what is founded less well is left out
     */
    public record Manner(
            Sequence sequence, boolean byDay, Instant from, Instant to, Instant knownAsOf, Confidence confidence) {
        private Instant when(Recorded event) {
            return sequence == Sequence.VALID ? EventOrder.of(event).instant() : event.recordedAt();
        }

        private LocalDate day(Recorded event) {
            return LocalDate.ofInstant(when(event), ZoneOffset.UTC);
        }

        private boolean founded(Recorded event) {
            return event.confidence().compareTo(confidence) >= 0;
        }
    }

    /**
     * One step.
     *
     * @param number  from 1
     * @param date    when it happened, or was recorded; in UTC, and the first day that it may be
     * @param events  that made it, at least one
     * @param touched the folds that may answer otherwise after it
     */
    public record Step(
            int number, LocalDate date, List<Recorded> events, Folded before, Folded after, Set<Fold<?>> touched) {}

    private final Tale tale;
    private final Manner manner;
    private final Heard heard;
    private final List<List<Recorded>> steps;
    private int done;

    /** At the start: with what comes before the first step. */
    public Unfolding(Tale tale, Manner manner, Collection<Fold<?>> folds) {
        this.tale = tale;
        this.manner = manner;
        List<Recorded> known = tale.events().stream()
                .filter(event -> !event.recordedAt().isAfter(manner.knownAsOf()))
                .filter(event -> !isChange(event) || manner.founded(event))
                .toList();
        boolean valid = manner.sequence() == Sequence.VALID;
        List<Recorded> told = valid
                ? counting(known)
                        .filter(fact -> !(fact.event() instanceof CommandRefused))
                        .sorted(EventOrder.OF_EVENTS)
                        .toList()
                : known.stream().filter(this::isStep).toList();
        UnaryOperator<List<Recorded>> reading = valid ? UnaryOperator.identity() : this::read;
        this.heard = new Heard(
                folds,
                tale::tells,
                reading,
                known.stream().filter(event -> !valid && !isStep(event)).toList());
        // Folds that tell of changes themselves know them from the start where changes are no steps.
        heard.hear(valid ? known.stream().filter(Unfolding::isChange).toList() : List.of());
        heard.hear(told.stream()
                .filter(event -> manner.when(event).isBefore(manner.from()))
                .toList());
        this.steps = steps(told.stream()
                .filter(event -> !manner.when(event).isBefore(manner.from())
                        && !manner.when(event).isAfter(manner.to()))
                .toList());
    }

    /** Else it may count once it is corrected. */
    private boolean isStep(Recorded event) {
        return manner.founded(event) && tale.tells(event);
    }

    private static boolean isChange(Recorded event) {
        return Facts.CHANGES.contains(event.event().getClass());
    }

    /** The facts that count by what is known, and the changes themselves. */
    private List<Recorded> read(List<Recorded> known) {
        return Stream.concat(counting(known), known.stream().filter(Unfolding::isChange))
                .toList();
    }

    private Stream<Recorded> counting(List<Recorded> known) {
        return Facts.standing(known).stream()
                .filter(fact -> !isChange(fact) && manner.founded(fact) && tale.tells(fact));
    }

    private List<List<Recorded>> steps(List<Recorded> told) {
        List<List<Recorded>> groups = new ArrayList<>();
        for (Recorded event : told) {
            boolean joins = manner.byDay()
                    && !groups.isEmpty()
                    && manner.day(groups.getLast().getFirst()).equals(manner.day(event));
            if (!joins) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(event);
        }
        return groups;
    }

    /** How many steps there are in all. */
    public int steps() {
        return steps.size();
    }

    /** The states after the last step that was told. */
    public Folded now() {
        return heard.now();
    }

    @Override
    public boolean hasNext() {
        return done < steps.size();
    }

    @Override
    public Step next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + done + " steps are told");
        }
        List<Recorded> events = steps.get(done++);
        Folded before = heard.now();
        Set<Fold<?>> touched = heard.hear(events);
        return new Step(done, manner.day(events.getFirst()), List.copyOf(events), before, heard.now(), touched);
    }
}
