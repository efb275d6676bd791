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
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.EntityId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.listing.CaseState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The company tells the venue how it means to comply again. */
final class SubmitCompliancePlan implements Decider<SubmitCompliancePlan.Body, CaseOnRecord> {
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
        return "submit-compliance-plan";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Records that the company told the venue how it means to comply again.",
                        CompliancePlanSubmitted.class)
                .structural("wrong-state", "the case stands at its notice")
                .plausible("plan-late", "the plan comes by its deadline")
                .example("""
                        {"case": "smci-2024", "on": "2024-11-18"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof CompliancePlanSubmitted e
                ? List.of(new Body(e.caseId(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, CaseOnRecord state) {
        return CaseOnRecord.progress(body.caseId()).or(state.ofListing(SecurityListed.class, SecurityDelisted.class));
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
                .structural(
                        "wrong-state",
                        state.state() != CaseState.NOTIFIED,
                        "a plan answers a notice; case '" + opened.caseId() + "' is " + state.state())
                .plausible("plan-late", late(intake, state), "the plan came after its deadline")
                .accept(() -> new CompliancePlanSubmitted(opened.caseId(), opened.listing(), opened.party()));
    }

    private static Truth late(Intake<Body> intake, CaseOnRecord state) {
        return state.rule()
                .flatMap(rule -> state.venueRules().flatMap(rules -> rules.planDue(rule, state.notice())))
                .map(due -> DaySpan.of(intake.validAt()).after(due))
                .orElse(Truth.NO);
    }
}
