package io.rackledger.command.order;

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
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defines a build-out: what it aims at, and how much of it one vendor may be committed. */
final class DefineProgramme implements Decider<DefineProgramme.Body, DefineProgramme.State> {
    record Body(
            ProgrammeId programme,
            PartyId owner,
            String name,
            @Nullable Long targetGpus,
            @Nullable ValidTime readyBy,
            @Nullable BigDecimal vendorShareCap,
            @Nullable ValidTime on)
            implements Command {
        Body {
            Form.required(programme, "programme");
            Form.required(owner, "owner");
            Form.text(name, "name");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(owner);
        }

        @Override
        public EntityId creates() {
            return programme;
        }
    }

    /** Nothing but the existence of the owner and the programme is asked. */
    record State() {}

    @Override
    public String name() {
        return "define-programme";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Defines a build-out: what it aims at, and how much of it one vendor may be committed.",
                        ProgrammeDefined.class)
                .structural("not-positive", "a target is above zero GPUs")
                .structural("cap-out-of-range", "the cap on one vendor's share is above 0 and at most 1")
                .example("""
                        {"programme": "colossus", "owner": "xai", "name": "Colossus", "targetGpus": 102400,
                         "vendorShareCap": 0.8, "on": "2024-06"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ProgrammeDefined e
                ? List.of(new Body(
                        e.programme(),
                        e.owner(),
                        e.name(),
                        e.targetGpus(),
                        e.readyBy(),
                        e.vendorShareCap(),
                        fact.validAt()))
                : List.of();
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
        BigDecimal cap = body.vendorShareCap();
        return Findings.on(intake)
                .structural(
                        "not-positive",
                        body.targetGpus() != null && body.targetGpus() <= 0,
                        "the target must be above zero GPUs")
                .structural(
                        "cap-out-of-range",
                        cap != null && (cap.signum() <= 0 || cap.compareTo(BigDecimal.ONE) > 0),
                        "the cap on one vendor's share must be above 0 and at most 1")
                .accept(() -> new ProgrammeDefined(
                        body.programme(), body.owner(), body.name(), body.targetGpus(), body.readyBy(), cap));
    }
}
