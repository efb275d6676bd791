package io.rackledger.command.decision;

import io.rackledger.events.EntityId;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One decider at work on one command: which criteria to read next, and the decision when all has been read. Confined
 * to one thread.
 */
public final class Deliberation<C extends Command, S> {
    /** How often a boundary may grow, unless the decider says otherwise. */
    public static final int MOST_ROUNDS = 4;

    private final Decider<C, S> decider;
    private final Intake<C> intake;
    private final Boundary references;
    private final Map<Long, Recorded> read = new TreeMap<>();
    private List<Recorded> standing = List.of();
    private Boundary boundary = Boundary.NONE;
    private S state;
    private int rounds;

    public Deliberation(Decider<C, S> decider, Intake<C> intake) {
        this.decider = decider;
        this.intake = intake;
        this.references = references(intake);
        this.state = decider.initial();
    }

    private static Boundary references(Intake<?> intake) {
        Boundary references = Boundary.NONE;
        for (EntityId id : intake.body().requires()) {
            references = references.or(origin(id));
        }
        EntityId created = intake.body().creates();
        if (created != null) {
            references = references.or(origin(created));
        }
        if (intake.provenance() != null) {
            references = references.or(origin(intake.provenance().source()));
        }
        return references;
    }

    private static Boundary origin(EntityId id) {
        return Boundary.of(Entities.tag(id), Entities.origin(id));
    }

    /** What is still to be read; empty when all has been. The next round's events go to {@link #take}. */
    public List<Criterion> next() {
        Boundary wanted = references
                .or(decider.boundary(intake.body(), state))
                .withChanges()
                .or(boundary);
        List<Criterion> next = wanted.beyond(boundary);
        if (!next.isEmpty() && ++rounds > decider.mostRounds()) {
            throw new IllegalStateException(
                    decider.name() + ": its boundary still grows after " + decider.mostRounds() + " rounds");
        }
        boundary = wanted;
        return next;
    }

    /** Takes what a round has read, in any order, repetitions included. */
    public void take(Iterable<Recorded> events) {
        events.forEach(event -> read.put(event.position(), event));
        List<Recorded> all = List.copyOf(read.values());
        standing = all.stream().anyMatch(Deliberation::changesOthers)
                ? Facts.standing(all).stream().filter(boundary::contains).toList()
                : all;
        state = decider.initial();
        for (Recorded event : decider.seesChanges() ? all : standing) {
            state = decider.evolve(state, event);
        }
    }

    private static boolean changesOthers(Recorded recorded) {
        return Facts.CHANGES.contains(recorded.event().getClass());
    }

    /** All that was read: the condition under which the decision stands. */
    public Boundary boundary() {
        return boundary;
    }

    /** Decides; {@link #next} must have been empty. */
    public Decision decide() {
        Decision.Refused reference = checkReferences();
        return reference != null ? reference : decider.decide(intake, state);
    }

    private Decision.@Nullable Refused checkReferences() {
        if (intake.provenance() != null && !exists(intake.provenance().source())) {
            return unknown(intake.provenance().source());
        }
        for (EntityId id : intake.body().requires()) {
            if (!exists(id)) {
                return unknown(id);
            }
        }
        EntityId created = intake.body().creates();
        if (created != null && exists(created)) {
            return new Decision.Refused(
                    Entities.kind(created) + "-exists",
                    Entities.kind(created) + " '" + created + "' is on record already");
        }
        return null;
    }

    private static Decision.Refused unknown(EntityId id) {
        return new Decision.Refused(
                "unknown-" + Entities.kind(id), "no " + Entities.kind(id) + " '" + id + "' is on record");
    }

    private boolean exists(EntityId id) {
        Criterion origin = new Criterion(Set.of(Entities.origin(id)), Set.of(Entities.tag(id)));
        return standing.stream().anyMatch(origin::matches);
    }
}
