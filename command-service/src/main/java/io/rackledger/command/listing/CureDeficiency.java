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
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.EntityId;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.Recorded;
import io.rackledger.events.Report;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The company complies again: every report that a notice named has been filed, and the case is closed. */
final class CureDeficiency implements Decider<CureDeficiency.Body, CaseOnRecord> {
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
        return "cure-deficiency";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Closes a case: every report that a notice named was filed.", DeficiencyCured.class)
                .structural("wrong-state", "the case is open")
                .structuralAcross("reports-outstanding", "every report that the case names was filed by then")
                .example("""
                        {"case": "smci-2024", "on": "2025-02-25"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof DeficiencyCured e ? List.of(new Body(e.caseId(), fact.validAt())) : List.of();
    }

    @Override
    public Boundary boundary(Body body, CaseOnRecord state) {
        return CaseOnRecord.progress(body.caseId())
                .or(CaseOnRecord.furtherReports(body.caseId()))
                .or(state.ofListing(SecurityDelisted.class, FilingRecorded.class));
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
        DaySpan cured = DaySpan.of(intake.validAt());
        return Findings.on(intake)
                .structural("wrong-state", !state.isOpen(), "case '" + opened.caseId() + "' is " + state.state())
                .structural(
                        "reports-outstanding",
                        state.reports().stream()
                                .map(report -> outstanding(report, cured, state.filings()))
                                .reduce(Truth.NO, Truth::or),
                        "a report that case '" + opened.caseId() + "' names was not filed by then")
                .accept(() -> new DeficiencyCured(opened.caseId(), opened.listing(), opened.party()));
    }

    private static Truth outstanding(Report report, DaySpan on, List<Filing> filings) {
        return filings.stream()
                .filter(filing -> filing.covers(report.form(), report.periodEnd()))
                .map(filing -> filing.filedOn().after(on))
                .reduce(Truth.YES, Truth::and);
    }
}
