package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.EntityId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The venue's staff determines to delist; while a case is heard, its panel does. */
final class DetermineDelisting implements Decider<DetermineDelisting.Body, CaseOnRecord> {
    record Body(CaseId caseId, @Nullable ValidTime on) implements Command {
        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(caseId);
        }
    }

    @Override
    public String name() {
        return "determine-delisting";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Records that the venue's staff determined to delist.", DelistingDetermined.class)
                .structural("wrong-state", "the case is open")
                .example("""
                        {"case": "smci-2017", "on": "2018-08-22"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof DelistingDetermined e
                ? List.of(new Body(e.caseId(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, CaseOnRecord state) {
        return CaseOnRecord.progress(body.caseId()).or(state.ofListing(SecurityDelisted.class));
    }

    @Override
    public CaseOnRecord initial() {
        return CaseOnRecord.NONE;
    }

    @Override
    public CaseOnRecord evolve(CaseOnRecord state, Recorded recorded) {
        return state.evolve(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, CaseOnRecord state) {
        ComplianceCaseOpened opened = state.opening();
        return Findings.on(intake)
                .structural("wrong-state", !state.isOpen(), "case '" + opened.caseId() + "' is " + state.state())
                .accept(() -> new DelistingDetermined(opened.caseId(), opened.listing(), opened.party()));
    }
}
