package io.rackledger.command.decision;

import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.Facts;
import io.rackledger.events.Mode;
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides history anew: whether the facts that were recorded later still stand when one is changed or taken away. Each
 * is told again as the command that would record it ({@link Decider#retell}), and decided twice as something that was
 * observed: on the facts as they stand, and as they would. A fact breaks if it could be recorded before and could not
 * after, or if another fact would be recorded in its place; what was not to be reproduced before proves nothing.
 * Immutable.
 */
public final class Redecision {
    /** How many facts are decided anew for one change; what reaches further is refused. */
    public static final int MOST = 2_000;

    /** How often the boundary of a change may grow. */
    public static final int MOST_ROUNDS = 24;

    private final List<Decider<?, ?>> deciders;
    private final int most;

    /** Over the deciders of every feature. */
    public Redecision(Collection<Decider<?, ?>> deciders) {
        this(deciders, MOST);
    }

    /** With another limit than {@link #MOST}. */
    Redecision(Collection<Decider<?, ?>> deciders, int most) {
        this.deciders = List.copyOf(deciders);
        this.most = most;
    }

    /**
     * A fact that would not stand.
     *
     * @param because what it would be refused by, and why
     */
    public record Broken(Recorded fact, String because) {}

    /**
     * What became of a change.
     *
     * @param read    what must have been read for it to be sure
     * @param broken  the facts that would not stand, in their order
     * @param tooMany whether more facts would have to be decided than is allowed
     */
    public record Outcome(Boundary read, List<Broken> broken, boolean tooMany) {}

    /** Whether the fact is what a command says, and not what follows from another one of its command. */
    public boolean speaksForItself(Recorded fact, Collection<Recorded> recorded) {
        return Dependence.FACTS.contains(fact.event().getClass())
                && (isTold(fact)
                        || new History(Facts.standing(recorded))
                                        .sameCommand(fact)
                                        .size()
                                == 1);
    }

    private boolean isTold(Recorded fact) {
        return deciders.stream().anyMatch(decider -> !decider.retell(fact).isEmpty());
    }

    /**
     * Tries a change.
     *
     * @param recorded what was read so far, changes of facts included, in the order of positions
     * @param target   the fact as it stands now
     * @param change   what is to be recorded of it
     * @param cascade  whether what would not stand is taken away, too, and what rests on that
     */
    public Outcome attempt(Collection<Recorded> recorded, Recorded target, Recorded change, boolean cascade) {
        return new Attempt(recorded, target, change).run(cascade);
    }

    /** One change on trial. */
    private final class Attempt {
        private final History before;
        private final History after;
        private final Recorded target;
        private final Set<Tag> changed = new LinkedHashSet<>();
        private Boundary read = Boundary.NONE;

        Attempt(Collection<Recorded> recorded, Recorded target, Recorded change) {
            List<Recorded> with = new ArrayList<>(recorded);
            with.add(change);
            this.before = new History(Facts.standing(recorded));
            this.after = new History(Facts.standing(with));
            this.target = target;
            changes(target);
            Recorded corrected = after.at(target.position());
            if (corrected != null) {
                changes(corrected);
            }
        }

        private void changes(Recorded fact) {
            for (Tag tag : Dependence.tags(fact)) {
                if (changed.add(tag)) {
                    read = read.or(new Boundary(Set.of(new Criterion(Dependence.FACTS, Set.of(tag)))));
                }
            }
        }

        Outcome run(boolean cascade) {
            List<Broken> broken = new ArrayList<>();
            int decided = 0;
            for (Recorded fact : after.all()) {
                boolean itself = fact.position() == target.position();
                if (!itself && (fact.position() < target.position() || !touched(fact))) {
                    continue;
                }
                if (++decided > most) {
                    return new Outcome(read, broken, true);
                }
                String because = itself ? breaksItself(fact) : breaks(fact);
                if (because != null) {
                    broken.add(new Broken(fact, because));
                    if (!cascade) {
                        break;
                    }
                    after.remove(fact);
                    changes(fact);
                }
            }
            return new Outcome(read, broken, false);
        }

        private boolean touched(Recorded fact) {
            return Tags.of(fact).stream().anyMatch(changed::contains);
        }

        /** Whether the changed fact could have been recorded as it reads now. */
        private @Nullable String breaksItself(Recorded fact) {
            return isTold(fact)
                    ? compare(retold(target, before), retold(fact, after), target.event(), fact.event())
                    : null;
        }

        private @Nullable String breaks(Recorded fact) {
            Recorded told = isTold(fact)
                    ? fact
                    : before.sameCommand(fact).stream()
                            .filter(Redecision.this::isTold)
                            .findFirst()
                            .orElse(null);
            if (told == null) {
                return restsOnNothing(fact);
            }
            if (after.at(told.position()) == null) {
                return "it follows from event " + told.id() + ", which would not stand";
            }
            return compare(retold(told, before), retold(told, after), fact.event(), fact.event());
        }

        private @Nullable String compare(Retold was, Retold is, Event recorded, Event expected) {
            if (is.refused() != null && was.refused() == null) {
                return is.refused().rule() + ": " + is.refused().because();
            }
            boolean reproduced = was.events().contains(recorded);
            return reproduced && is.refused() == null && !is.events().contains(expected)
                    ? "another fact would have been recorded in its place"
                    : null;
        }

        /** Of a fact that no command tells again: whether an entity that it speaks of was never brought into being. */
        private @Nullable String restsOnNothing(Recorded fact) {
            for (Tag tag : Tags.of(fact.event())) {
                EntityId entity = entity(tag);
                if (entity != null) {
                    Criterion origin = new Criterion(Set.of(Entities.origin(entity)), Set.of(tag));
                    read = read.or(new Boundary(Set.of(origin)));
                    if (!before.before(fact.position(), fact.command(), List.of(origin))
                                    .isEmpty()
                            && after.before(fact.position(), fact.command(), List.of(origin))
                                    .isEmpty()) {
                        return "unknown-" + Entities.kind(entity) + ": no " + tag + " would be on record";
                    }
                }
            }
            return null;
        }

        private Retold retold(Recorded fact, History history) {
            List<Event> events = new ArrayList<>();
            for (Decider<?, ?> decider : deciders) {
                for (Decision decision : decisions(decider, fact, history)) {
                    switch (decision) {
                        case Decision.Accepted accepted -> events.addAll(accepted.events());
                        case Decision.Refused refused -> {
                            return new Retold(events, refused);
                        }
                    }
                }
            }
            return new Retold(events, null);
        }

        private <C extends Command> List<Decision> decisions(Decider<C, ?> decider, Recorded fact, History history) {
            long first = before.sameCommand(fact).stream()
                    .mapToLong(Recorded::position)
                    .min()
                    .orElse(fact.position());
            return decider.retell(fact).stream()
                    .map(body -> decide(decider, body, fact, history, Math.min(first, fact.position())))
                    .toList();
        }

        private <C extends Command, S> Decision decide(
                Decider<C, S> decider, C body, Recorded fact, History history, long position) {
            Deliberation<C, S> deliberation = new Deliberation<>(
                    decider,
                    new Intake<>(
                            fact.command(),
                            decider.name(),
                            body,
                            Mode.OBSERVED,
                            fact.provenance(),
                            fact.validAt(),
                            fact.recordedAt(),
                            fact.actor(),
                            fact.correlation()));
            for (List<Criterion> next = deliberation.next(); !next.isEmpty(); next = deliberation.next()) {
                deliberation.take(history.before(position, fact.command(), next));
            }
            read = read.or(deliberation.boundary());
            return deliberation.decide();
        }
    }

    /** What telling a fact again came to: the events, or the first refusal. */
    private record Retold(List<Event> events, Decision.@Nullable Refused refused) {}

    private static @Nullable EntityId entity(Tag tag) {
        return Arrays.stream(Subject.Kind.values())
                .filter(kind -> kind.toString().equals(tag.key()))
                .map(kind -> new Subject(kind, tag.value()).entity())
                .findFirst()
                .orElse(null);
    }

    /** The facts and all that changed one of them, as read by an event's id. */
    public static Boundary about(String event) {
        Set<Class<? extends Event>> types = new HashSet<>();
        Stream.of(Dependence.FACTS, Facts.CHANGES).forEach(types::addAll);
        return new Boundary(Set.of(new Criterion(types, Set.of(Tag.event(event)))));
    }
}
