package io.rackledger.query.follow;

import io.rackledger.events.Event;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Mode;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceId;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One course of events, recorded twice: with wrong facts that are corrected or retracted later, and right at first. Both
 * have the same events at the same positions; where one has a fact or a change that the other lacks, the other has an
 * event that no view reads.
 */
final class TwoHistories {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final int MOST_WRONG = 3;

    private final Random random;
    private final List<Recorded> others;
    private final List<Recorded> changed = new ArrayList<>();
    private final List<Recorded> right = new ArrayList<>();
    private final List<Wrong> wrong = new ArrayList<>();

    /** A fact that is still to be put right. */
    private static final class Wrong {
        private final Recorded recorded;
        private final @Nullable Recorded intended;
        private final Set<Tag> before;

        Wrong(Recorded recorded, @Nullable Recorded intended) {
            this.recorded = recorded;
            this.intended = intended;
            this.before = new LinkedHashSet<>(Tags.of(recorded.event()));
        }
    }

    /**
     * Tells a course of events twice.
     *
     * @param course what happened
     * @param others what may be recorded in its stead
     */
    TwoHistories(List<Recorded> course, List<Recorded> others, Random random) {
        this.random = random;
        this.others = others;
        for (Recorded next : course) {
            tell(next);
            while (!wrong.isEmpty() && random.nextInt(3) == 0) {
                change();
            }
        }
        while (!wrong.isEmpty()) {
            change();
        }
    }

    /** With what was wrong, and what put it right. */
    List<Recorded> changed() {
        return changed;
    }

    /** As it should have been recorded. */
    List<Recorded> right() {
        return right;
    }

    private void tell(Recorded intended) {
        if (wrong.size() < MOST_WRONG && random.nextInt(4) == 0) {
            Recorded extra = at(any(others));
            wrong.add(new Wrong(extra, null));
            add(extra, unread());
        }
        Recorded fact = at(intended);
        if (wrong.size() < MOST_WRONG && random.nextInt(4) == 0) {
            Recorded misread = misread(fact);
            wrong.add(new Wrong(misread, fact));
            add(misread, fact);
        } else {
            add(fact, fact);
        }
    }

    private Recorded misread(Recorded fact) {
        List<Recorded> alike = others.stream()
                .filter(other -> other.event().getClass().equals(fact.event().getClass()))
                .toList();
        Event event = alike.isEmpty() ? fact.event() : any(alike).event();
        return with(fact, random.nextBoolean() ? fact.validAt() : any(others).validAt(), event);
    }

    /** The first correction may be wrong again. */
    private void change() {
        Wrong target = wrong.remove(random.nextInt(wrong.size()));
        Recorded next = unread();
        Event change;
        if (target.intended == null) {
            change = new FactRetracted(
                    target.recorded.id(), target.recorded.position(), List.copyOf(target.before), "never happened");
        } else {
            boolean again = random.nextInt(4) == 0;
            Recorded reading = again ? misread(target.intended) : target.intended;
            change = new FactCorrected(
                    target.recorded.id(),
                    target.recorded.position(),
                    reading.event(),
                    reading.validAt(),
                    List.copyOf(target.before),
                    "misread");
            target.before.addAll(Tags.of(reading.event()));
            if (again) {
                wrong.add(target);
            }
        }
        add(with(next, next.validAt(), change), next);
    }

    private void add(Recorded one, Recorded other) {
        changed.add(one);
        right.add(other);
    }

    private Recorded at(Recorded fact) {
        long position = right.size();
        return new Recorded(
                position,
                Recorded.id("c" + position, 0),
                START.plusSeconds(position),
                random.nextInt(6) == 0 ? null : fact.validAt(),
                fact.mode(),
                fact.provenance(),
                fact.actor(),
                "c" + position,
                null,
                fact.event());
    }

    private Recorded unread() {
        long position = right.size();
        return new Recorded(
                position,
                Recorded.id("c" + position, 0),
                START.plusSeconds(position),
                null,
                Mode.DECIDED,
                null,
                "local",
                "c" + position,
                null,
                new SourceRegistered(new SourceId("s" + position), "a title", "a publisher", null, "ab".repeat(32)));
    }

    private static Recorded with(Recorded recorded, @Nullable ValidTime validAt, Event event) {
        return new Recorded(
                recorded.position(),
                recorded.id(),
                recorded.recordedAt(),
                validAt,
                recorded.mode(),
                recorded.provenance(),
                recorded.actor(),
                recorded.command(),
                recorded.correlation(),
                event);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
