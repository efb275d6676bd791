package io.rackledger.command.alliance;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.AllianceFormed;
import io.rackledger.events.AllianceId;
import io.rackledger.events.AllianceMemberJoined;
import io.rackledger.events.AllianceMemberLeft;
import io.rackledger.events.EntityId;
import io.rackledger.events.Membership;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A party joins an alliance, or leaves it. Changes are told in their order: the next one goes by the last on record. */
final class ChangeAllianceMembership implements Decider<ChangeAllianceMembership.Body, ChangeAllianceMembership.State> {
    /** Which way. */
    enum Change {
        JOIN,
        LEAVE
    }

    record Body(
            AllianceId alliance,
            PartyId party,
            Change change,
            Membership.@Nullable Part role,
            Membership.@Nullable Kind kind,
            @Nullable ValidTime since)
            implements Command {
        Body {
            Form.required(alliance, "alliance");
            Form.required(party, "party");
            Form.required(change, "change");
            Form.check(change == Change.LEAVE || role != null, "role: is required to JOIN");
            Form.check(change == Change.JOIN || role == null, "role: only to JOIN");
            Form.check(change == Change.JOIN || kind == null, "kind: only to JOIN");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return since;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(alliance, party);
        }
    }

    /** A time; null is one that nobody knows. */
    private record Since(@Nullable ValidTime time) {}

    /** Who is in the alliance since when, and when it was formed. */
    record State(Map<PartyId, Since> members, Since formed) {
        State {
            members = Map.copyOf(members);
        }

        private State with(PartyId party, @Nullable ValidTime since) {
            Map<PartyId, Since> more = new HashMap<>(members);
            more.put(party, new Since(since));
            return new State(more, formed);
        }

        private State without(PartyId party) {
            Map<PartyId, Since> fewer = new HashMap<>(members);
            fewer.remove(party);
            return new State(fewer, formed);
        }
    }

    @Override
    public String name() {
        return "change-alliance-membership";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        if (fact.event() instanceof AllianceMemberJoined e) {
            Membership member = e.member();
            return List.of(
                    new Body(e.alliance(), member.party(), Change.JOIN, member.role(), member.kind(), fact.validAt()));
        }
        return fact.event() instanceof AllianceMemberLeft e
                ? List.of(new Body(e.alliance(), e.party(), Change.LEAVE, null, null, fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Lets a party join an alliance, or leave it.",
                        AllianceMemberJoined.class,
                        AllianceMemberLeft.class)
                .structural("already-member", "who joins is no member")
                .structural("not-member", "who leaves is a member")
                .structural("too-few-members", "two members are left at least")
                .structural("before-alliance", "nobody joins before the alliance was formed")
                .structural("before-member", "nobody leaves before they joined")
                .example("""
                        {"alliance": "colossus-partners", "party": "supermicro", "change": "JOIN", "role": "OTHER",
                         "since": "2024-07"}""");
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return Boundary.of(
                Tag.of(body.alliance()), AllianceFormed.class, AllianceMemberJoined.class, AllianceMemberLeft.class);
    }

    @Override
    public State initial() {
        return new State(Map.of(), new Since(null));
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        ValidTime at = recorded.validAt();
        if (recorded.event() instanceof AllianceFormed formed) {
            State next = new State(state.members(), new Since(at));
            for (Membership member : formed.members()) {
                next = next.with(member.party(), at);
            }
            return next;
        }
        if (recorded.event() instanceof AllianceMemberJoined joined) {
            return state.with(joined.member().party(), at);
        }
        if (recorded.event() instanceof AllianceMemberLeft left) {
            return state.without(left.party());
        }
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        Findings findings = Findings.on(intake);
        return switch (body.change()) {
            case JOIN -> join(findings, intake, state);
            case LEAVE -> leave(findings, intake, state);
        };
    }

    private static Decision join(Findings findings, Intake<Body> intake, State state) {
        Body body = intake.body();
        findings.structural(
                "already-member", state.members().containsKey(body.party()), "'" + body.party() + "' is in it already");
        findings.structural(
                "before-alliance",
                ValidTime.before(intake.validAt(), state.formed().time()),
                "the alliance was not formed yet");
        return findings.accept(() -> new AllianceMemberJoined(
                body.alliance(),
                new Membership(
                        body.party(),
                        Objects.requireNonNull(body.role()),
                        body.kind() == null ? Membership.Kind.MEMBER : body.kind())));
    }

    private static Decision leave(Findings findings, Intake<Body> intake, State state) {
        Body body = intake.body();
        Since joined = state.members().get(body.party());
        findings.structural("not-member", joined == null, "'" + body.party() + "' is not in it")
                .structural("too-few-members", state.members().size() <= FormAlliance.FEWEST, "nobody is allied alone");
        if (joined != null) {
            findings.structural(
                    "before-member",
                    ValidTime.before(intake.validAt(), joined.time()),
                    "'" + body.party() + "' was not in it yet");
        }
        return findings.accept(() -> new AllianceMemberLeft(body.alliance(), body.party()));
    }
}
