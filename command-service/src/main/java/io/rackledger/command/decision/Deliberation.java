package io.rackledger.command.decision;

import io.rackledger.events.EntityId;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final Boundary created;
    private final Map<Long, Recorded> read = new TreeMap<>();
    private Set<Criterion> present = Set.of();
    private Boundary boundary = Boundary.NONE;
    private S state;
    private int rounds;
    private int count;

    /**
     * What a deliberation reads first, but for what its command creates. Two of one decider that read the same first,
     * and find the same, know the same. Immutable.
     */
    public record Start(Boundary references, Boundary first) {}

    /**
     * What a deliberation knows once it has read all that it reads, but for what its command creates. Immutable.
     *
     * @param boundary what was read, and with it what changes facts within
     * @param state    what the decider made of it
     * @param present  which references are on record
     * @param events   how many events that took
     */
    public record Known<S>(Boundary boundary, S state, Set<Criterion> present, int events) {
        /** All that was read. */
        public List<Criterion> criteria() {
            return withChanges(boundary.criteria());
        }
    }

    private static List<Criterion> withChanges(Collection<Criterion> criteria) {
        return criteria.stream().map(Criterion::withChanges).toList();
    }

    public Deliberation(Decider<C, S> decider, Intake<C> intake) {
        this.decider = decider;
        this.intake = intake;
        this.references = references(intake);
        this.created = created(intake.body());
        this.state = decider.initial();
    }

    private static Boundary references(Intake<?> intake) {
        Set<Criterion> origins = new HashSet<>();
        intake.body().requires().forEach(id -> origins.add(originOf(id)));
        if (intake.provenance() != null) {
            origins.add(originOf(intake.provenance().source()));
        }
        return new Boundary(origins);
    }

    private static Boundary created(Command body) {
        EntityId created = body.creates();
        return created == null ? Boundary.NONE : origin(created);
    }

    private static Boundary origin(EntityId id) {
        return new Boundary(Set.of(originOf(id)));
    }

    private static Criterion originOf(EntityId id) {
        return new Criterion(Set.of(Entities.origin(id)), Set.of(Entities.tag(id)));
    }

    /** What is read first. */
    public Start start() {
        return new Start(references, decider.boundary(intake.body(), decider.initial()));
    }

    /** What is known; {@link #next} must have been empty. */
    public Known<S> known() {
        return created.criteria().isEmpty()
                ? new Known<>(boundary, state, present, count)
                : new Known<>(
                        new Boundary(Set.copyOf(boundary.beyond(created))),
                        state,
                        present.stream()
                                .filter(references.criteria()::contains)
                                .collect(Collectors.toUnmodifiableSet()),
                        count);
    }

    /** Where there would be what the command creates; nothing if it creates nothing. */
    public List<Criterion> creates() {
        return withChanges(created.criteria());
    }

    /**
     * Goes on from what another deliberation with the same {@link #start} knew, instead of reading it again.
     *
     * @param since what was recorded within its boundary since then, in the order of the positions
     * @param there what there is of what the command {@link #creates}
     * @return whether that is all there is to know; if not, because facts were changed or the boundary has grown, this
     *     deliberation is of no more use
     */
    public boolean resume(Known<S> known, List<Recorded> since, List<Recorded> there) {
        if (!there.isEmpty() || since.stream().anyMatch(Deliberation::changesOthers)) {
            return false;
        }
        state = known.state();
        for (Recorded event : since) {
            state = decider.evolve(state, event);
        }
        present = known.present();
        if (!since.isEmpty() && present.size() < references.criteria().size()) {
            present = Stream.concat(
                            present.stream(),
                            references.criteria().stream()
                                    .filter(each -> since.stream().anyMatch(each::matches)))
                    .collect(Collectors.toUnmodifiableSet());
        }
        count = known.events() + since.size();
        boundary = known.boundary().or(created);
        return boundary.criteria()
                .containsAll(decider.boundary(intake.body(), state).criteria());
    }

    /** What is still to be read; empty when all has been. The next round's events go to {@link #take}. */
    public List<Criterion> next() {
        Boundary wanted = wanted();
        List<Criterion> next = wanted.beyond(boundary);
        if (!next.isEmpty() && ++rounds > decider.mostRounds()) {
            throw new IllegalStateException(
                    decider.name() + ": its boundary still grows after " + decider.mostRounds() + " rounds");
        }
        boundary = wanted;
        return withChanges(next);
    }

    private Boundary wanted() {
        return references.or(decider.boundary(intake.body(), state)).or(created).or(boundary);
    }

    /** Takes what a round has read, in any order, repetitions included. */
    public void take(Iterable<Recorded> events) {
        events.forEach(event -> read.put(event.position(), event));
        List<Recorded> all = List.copyOf(read.values());
        List<Recorded> standing = all.stream().anyMatch(Deliberation::changesOthers)
                ? Facts.standing(all).stream().filter(boundary::contains).toList()
                : all;
        state = decider.initial();
        for (Recorded event : decider.seesChanges() ? all : standing) {
            state = decider.evolve(state, event);
        }
        present = Stream.concat(references.criteria().stream(), originOfCreated())
                .filter(each -> standing.stream().anyMatch(each::matches))
                .collect(Collectors.toUnmodifiableSet());
        count = all.size();
    }

    private Stream<Criterion> originOfCreated() {
        EntityId id = intake.body().creates();
        return id == null ? Stream.empty() : Stream.of(originOf(id));
    }

    private static boolean changesOthers(Recorded recorded) {
        return Facts.CHANGES.contains(recorded.event().getClass());
    }

    /** All that was read: the condition under which the decision stands. */
    public Boundary boundary() {
        return new Boundary(Set.copyOf(withChanges(boundary.criteria())));
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
        return present.contains(originOf(id));
    }
}
