package io.rackledger.command.claim;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contradiction was looked into: one of the facts stands, or all do, each at its time. */
final class ResolveContradiction implements Decider<ResolveContradiction.Body, Dispute> {
    record Body(
            List<String> events,
            Subject subject,
            String attribute,
            @Nullable String preferred,
            String rationale,
            @Nullable ValidTime on)
            implements Command {
        Body {
            events = Dispute.copy(events);
            Form.required(subject, "subject");
            RecordClaim.checkAttribute(attribute);
            Form.text(rationale, "rationale");
            Form.check(preferred == null || events.contains(preferred), "preferred: one of events");
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
        return "resolve-contradiction";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ContradictionResolved e
                ? List.of(
                        new Body(e.events(), e.subject(), e.attribute(), e.preferred(), e.rationale(), fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Says which of the facts that disagree stands, and why.", ContradictionResolved.class)
                .structuralAcross("unknown-event", "each event is a fact on record that stands")
                .structuralAcross("not-same-subject", "each is about the subject, and a claim about the attribute")
                .structuralAcross("not-raised", "that these facts disagree on it is on record")
                .structuralAcross("wrong-state", "it was not resolved since")
                .example("""
                        {"events": ["0193f2a4-7c1e-7000-8000-000000000001", "0193f2a4-7c1e-7000-8000-000000000002"],
                         "subject": {"kind": "facility", "id": "colossus-1"}, "attribute": "gpus-installed",
                         "preferred": "0193f2a4-7c1e-7000-8000-000000000001",
                         "rationale": "the other counts one hall only", "on": "2025-01"}""");
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
        Event last = dispute.last(body.events(), body.subject(), body.attribute());
        return dispute.check(Findings.on(intake), body.events(), body.subject(), body.attribute())
                .structural("not-raised", last == null, "nobody said that these facts disagree on it")
                .structural("wrong-state", last instanceof ContradictionResolved, "it is resolved already")
                .accept(() -> new ContradictionResolved(
                        body.events(), body.subject(), body.attribute(), body.preferred(), body.rationale()));
    }
}
