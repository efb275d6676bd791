package io.rackledger.command.vendor;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.command.decision.Succession;
import io.rackledger.events.EntityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One party takes the place of another, in all that it controls: a merger, an acquisition, a new name. */
final class SucceedParty implements Decider<SucceedParty.Body, Succession> {
    record Body(
            PartyId predecessor,
            PartyId successor,
            @Nullable ValidTime on) implements Command {
        Body {
            Form.required(predecessor, "predecessor");
            Form.required(successor, "successor");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(predecessor, successor);
        }
    }

    @Override
    public String name() {
        return "succeed-party";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof PartySucceeded e
                ? List.of(new Body(e.predecessor(), e.successor(), fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Puts one party in the place of another, in all that it controls.", PartySucceeded.class)
                .structuralAcross("succession-cycle", "nobody takes their own place, through others either")
                .structural("wrong-state", "a party is succeeded once")
                .example("""
                        {"predecessor": "xai", "successor": "spacex", "on": "2026-02"}""");
    }

    @Override
    public Boundary boundary(Body body, Succession state) {
        return Succession.boundary();
    }

    @Override
    public Succession initial() {
        return Succession.NONE;
    }

    @Override
    public Succession evolve(Succession state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, Succession state) {
        Body body = intake.body();
        return Findings.on(intake)
                .structural(
                        "succession-cycle",
                        state.leads(body.successor(), body.predecessor()),
                        "'" + body.predecessor() + "' would take its own place")
                .structural(
                        "wrong-state",
                        state.ends(body.predecessor()),
                        "another party took the place of '" + body.predecessor() + "' already")
                .accept(() -> new PartySucceeded(body.predecessor(), body.successor()));
    }
}
