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
import io.rackledger.events.EntityId;
import io.rackledger.events.Membership;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parties join forces. */
final class FormAlliance implements Decider<FormAlliance.Body, FormAlliance.State> {
    /** How many parties make an alliance. */
    static final int FEWEST = 2;

    record Body(
            AllianceId alliance,
            @Nullable String name,
            List<Member> members,
            @Nullable ValidTime on) implements Command {
        Body {
            Form.required(alliance, "alliance");
            Form.check(name == null || !name.isBlank(), "name: must not be blank");
            Form.required(members, "members");
            members = Form.copy(members, "members");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return members.stream()
                    .map(Member::party)
                    .distinct()
                    .map(EntityId.class::cast)
                    .toList();
        }

        @Override
        public EntityId creates() {
            return alliance;
        }
    }

    /** A part in the alliance; a member, unless the kind says otherwise. */
    record Member(PartyId party, Membership.Part role, Membership.@Nullable Kind kind) {
        Member {
            Form.required(party, "party");
            Form.required(role, "role");
        }

        private Membership membership() {
            return new Membership(party, role, kind == null ? Membership.Kind.MEMBER : kind);
        }
    }

    /** Nothing but the existence of the members and the alliance is asked. */
    record State() {}

    @Override
    public String name() {
        return "form-alliance";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        if (!(fact.event() instanceof AllianceFormed e)) {
            return List.of();
        }
        List<Member> members = e.members().stream()
                .map(member -> new Member(member.party(), member.role(), member.kind()))
                .toList();
        return List.of(new Body(e.alliance(), e.name(), members, fact.validAt()));
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Says which parties joined forces, and what each brings.", AllianceFormed.class)
                .structural("too-few-members", "an alliance has two members at least")
                .structural("member-twice", "no party is a member twice")
                .example("""
                        {"alliance": "colossus-partners", "name": "Colossus partners", "on": "2024-06",
                         "members": [{"party": "xai", "role": "RESEARCH"},
                                     {"party": "dell", "role": "OTHER", "kind": "COLLABORATOR"}]}""");
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return Boundary.NONE;
    }

    @Override
    public State initial() {
        return new State();
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        int members = body.members().size();
        return Findings.on(intake)
                .structural("too-few-members", members < FEWEST, "nobody is allied alone")
                .structural("member-twice", body.requires().size() < members, "a party is named twice")
                .accept(() -> new AllianceFormed(
                        body.alliance(),
                        body.name(),
                        body.members().stream().map(Member::membership).toList()));
    }
}
