package io.rackledger.command.vendor;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartyRoleAssigned;
import io.rackledger.events.Recorded;
import io.rackledger.events.Role;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A party takes on a role that it didn't have. Roles are not given back, so it has those that it ever had. */
final class AssignPartyRole implements Decider<AssignPartyRole.Body, AssignPartyRole.State> {
    record Body(PartyId party, Role role, @Nullable ValidTime from) implements Command {
        Body {
            Form.required(party, "party");
            Form.required(role, "role");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return from;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(party);
        }
    }

    /** The roles that the party has. */
    record State(Set<Role> held) {
        State {
            held = Set.copyOf(held);
        }

        private State with(Collection<Role> roles) {
            Set<Role> all = new HashSet<>(held);
            all.addAll(roles);
            return new State(all);
        }
    }

    @Override
    public String name() {
        return "assign-party-role";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof PartyRoleAssigned e
                ? List.of(new Body(e.party(), e.role(), fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Gives a party a role that it doesn't have.", PartyRoleAssigned.class)
                .structural("role-held", "the party has no such role, from its registration or since")
                .example("""
                        {"party": "dell", "role": "MANUFACTURER", "from": "2024"}""");
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return Boundary.of(Tag.of(body.party()), PartyRegistered.class, PartyRoleAssigned.class);
    }

    @Override
    public State initial() {
        return new State(Set.of());
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        if (recorded.event() instanceof PartyRegistered registered) {
            return state.with(registered.roles());
        }
        if (recorded.event() instanceof PartyRoleAssigned assigned) {
            return state.with(Set.of(assigned.role()));
        }
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        return Findings.on(intake)
                .structural(
                        "role-held",
                        state.held().contains(body.role()),
                        "'" + body.party() + "' is " + body.role() + " already")
                .accept(() -> new PartyRoleAssigned(body.party(), body.role()));
    }
}
