package io.rackledger.command.claim;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.EntityId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts disagree on one attribute of one entity. */
final class RaiseContradiction implements Decider<RaiseContradiction.Body, Dispute> {
    record Body(
            List<String> events,
            Subject subject,
            String attribute,
            String because,
            @Nullable ValidTime on) implements Command {
        Body {
            events = Dispute.copy(events);
            Form.required(subject, "subject");
            RecordClaim.checkAttribute(attribute);
            Form.text(because, "because");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(subject.entity());
        }
    }

    @Override
    public String name() {
        return "raise-contradiction";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ContradictionRaised e
                ? List.of(new Body(e.events(), e.subject(), e.attribute(), e.because(), fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Says that facts disagree on one attribute of one entity.", ContradictionRaised.class)
                .structuralAcross("unknown-event", "each event is a fact on record that stands")
                .structuralAcross("not-same-subject", "each is about the subject, and a claim about the attribute")
                .example("""
                        {"events": ["0193f2a4-7c1e-7000-8000-000000000001", "0193f2a4-7c1e-7000-8000-000000000002"],
                         "subject": {"kind": "facility", "id": "colossus-1"}, "attribute": "gpus-installed",
                         "because": "100,000 in one report, 50,000 in the other", "on": "2024-12"}""");
    }

    @Override
    public Boundary boundary(Body body, Dispute dispute) {
        return Dispute.boundary(body.events());
    }

    @Override
    public Dispute initial() {
        return Dispute.NOTHING;
    }

    @Override
    public Dispute evolve(Dispute dispute, Recorded recorded) {
        return dispute.after(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, Dispute dispute) {
        Body body = intake.body();
        return dispute.check(Findings.on(intake), body.events(), body.subject(), body.attribute())
                .accept(() -> new ContradictionRaised(body.events(), body.subject(), body.attribute(), body.because()));
    }
}
