package io.rackledger.query.fold;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is claimed of each entity or disclosed of it, and where facts about it disagree: where somebody said so, and where
 * it shows by what they say. Its table has a row for each disagreement; ids of several events are separated by blanks.
 */
public final class Contradictions implements Fold<Contradictions.State> {
    public static final Contradictions FOLD = new Contradictions();

    /** One entity; claims in the order of their positions, disputes as they became known. */
    public record State(Subject subject, List<Claim> claims, List<Dispute> disputes) {
        public State {
            claims = List.copyOf(claims);
            disputes = List.copyOf(disputes);
        }

        private State with(Claim claim) {
            List<Claim> more = new ArrayList<>(claims);
            more.add(claim);
            more.sort(Comparator.comparingLong(Claim::position).thenComparing(Claim::attribute));
            return new State(subject, more, disputes);
        }

        private State with(Dispute matter, UnaryOperator<Dispute> change) {
            List<Dispute> changed = new ArrayList<>(disputes);
            if (changed.stream().noneMatch(matter::isOf)) {
                changed.add(matter);
            }
            changed.replaceAll(each -> each.isOf(matter) ? change.apply(each) : each);
            return new State(subject, claims, changed);
        }

        /** All disputes: what somebody raised or resolved, then what nobody has noticed, by attribute. */
        public List<Dispute> all() {
            List<Dispute> all = new ArrayList<>(disputes);
            claims.stream()
                    .map(Claim::attribute)
                    .distinct()
                    .sorted()
                    .map(this::detected)
                    .filter(dispute -> !dispute.events().isEmpty())
                    .forEach(all::add);
            return all;
        }

        /** All that anything disagrees with on one attribute, but for what was raised or resolved together already. */
        private Dispute detected(String attribute) {
            List<DatedClaim> about = claims.stream()
                    .filter(claim -> claim.attribute().equals(attribute) && claim.unit() != null)
                    .map(DatedClaim::of)
                    .toList();
            return Dispute.on(
                    attribute,
                    about.stream()
                            .filter(one ->
                                    about.stream().anyMatch(other -> one.disagrees(other) && !areKnown(one, other)))
                            .map(one -> one.claim().event())
                            .toList());
        }

        private boolean areKnown(DatedClaim one, DatedClaim other) {
            return disputes.stream()
                    .anyMatch(dispute -> dispute.events().contains(one.claim().event())
                            && dispute.events().contains(other.claim().event()));
        }

        /** Those of a dispute's facts that are claims. */
        public List<Claim> claimsOf(Dispute dispute) {
            return claims.stream()
                    .filter(claim -> dispute.events().contains(claim.event()))
                    .filter(claim -> dispute.attribute().equals(claim.attribute()))
                    .toList();
        }
    }

    private Contradictions() {}

    @Override
    public String name() {
        return "contradictions";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Class<State> stateType() {
        return State.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(
                ClaimRecorded.class, DisclosureRecorded.class, ContradictionRaised.class, ContradictionResolved.class);
    }

    @Override
    public List<String> entities() {
        return Arrays.stream(Subject.Kind.values()).map(Subject.Kind::toString).toList();
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case ClaimRecorded e -> Set.of(e.subject().tag());
            case DisclosureRecorded e -> Set.of(Tag.of(e.party()));
            case ContradictionRaised e -> Set.of(e.subject().tag());
            case ContradictionResolved e -> Set.of(e.subject().tag());
            default -> Set.of();
        };
    }

    @Override
    public State initial(Tag key) {
        return new State(new Subject(Subject.Kind.named(key.key()), key.value()), List.of(), List.of());
    }

    @Override
    public State fold(State state, Recorded recorded) {
        return switch (recorded.event()) {
            case ClaimRecorded e -> state.with(Claim.of(recorded, e));
            case DisclosureRecorded e -> {
                State after = state;
                for (Claim claim : Claim.of(recorded, e)) {
                    after = after.with(claim);
                }
                yield after;
            }
            case ContradictionRaised e -> {
                Dispute.Raised said = new Dispute.Raised(recorded.id(), recorded.position(), e.because());
                yield state.with(Dispute.on(e.attribute(), e.events()), dispute -> dispute.with(said));
            }
            case ContradictionResolved e -> {
                Dispute.Resolved said =
                        new Dispute.Resolved(recorded.id(), recorded.position(), e.preferred(), e.rationale());
                yield state.with(Dispute.on(e.attribute(), e.events()), dispute -> dispute.with(said));
            }
            default -> state;
        };
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("kind", Type.TEXT, "kind of what the facts are about, such as `order`"),
                new Column("subject", Type.TEXT, "id of what the facts are about"),
                new Column("attribute", Type.TEXT, "what they disagree on"),
                new Column("detected", Type.FLAG, "whether it shows by the facts themselves"),
                new Column("events", Type.TEXT, "events that disagree, with blanks between"),
                new Column("because", Type.TEXT, "why, in the words of whoever raised it"),
                new Column("resolved", Type.FLAG, "whether somebody decided it"),
                new Column("preferred", Type.TEXT, "event that was decided for"),
                new Column("rationale", Type.TEXT, "why it was decided so"),
                new Column("standing", Type.TEXT, "events that stand, with blanks between; null if none does"),
                new Column("standing_by", Type.TEXT, "by what they stand"));
    }

    @Override
    public List<List<Object>> rows(State state) {
        return state.all().stream().map(dispute -> row(state, dispute)).toList();
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(State state, Dispute dispute) {
        Dispute.Resolved resolution = dispute.resolution();
        Verdict verdict = Verdict.on(dispute, state.claimsOf(dispute));
        List<@Nullable Object> row = Arrays.asList(
                state.subject().kind().toString(),
                state.subject().id(),
                dispute.attribute(),
                dispute.isDetected(),
                String.join(" ", dispute.events()),
                dispute.raised() == null ? null : dispute.raised().because(),
                resolution != null,
                resolution == null ? null : resolution.preferred(),
                resolution == null ? null : resolution.rationale(),
                verdict.events() == null ? null : String.join(" ", verdict.events()),
                verdict.by() == null ? null : verdict.by().name());
        return (List<Object>) (List<?>) row;
    }
}
