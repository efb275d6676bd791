package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.Authority;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.EntityId;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.listing.CaseState;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The company gets until a day, included, to comply again; what was granted may be extended by who granted it. */
final class GrantException implements Decider<GrantException.Body, CaseOnRecord> {
    record Body(CaseId caseId, Authority by, @Nullable ValidTime on, LocalDate until) implements Command {
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
        return "grant-exception";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Grants the company until a day, included, to comply again.", ExceptionGranted.class)
                .structural("wrong-state", "the case stands where that authority grants exceptions")
                .plausible("beyond-rule-ceiling", "the exception runs no longer than the venue's rule allows")
                .example("""
                        {"case": "smci-2024", "by": "STAFF", "on": "2024-12-06", "until": "2025-02-25"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ExceptionGranted e
                ? List.of(new Body(e.caseId(), e.by(), fact.validAt(), e.until()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, CaseOnRecord state) {
        return CaseOnRecord.progress(body.caseId())
                .or(CaseOnRecord.furtherReports(body.caseId()))
                .or(state.ofListing(SecurityListed.class, SecurityDelisted.class, FilingRecorded.class));
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
        Body body = intake.body();
        ComplianceCaseOpened opened = state.opening();
        return Findings.on(intake)
                .structural(
                        "wrong-state",
                        !grantableBy(body.by()).contains(state.state()),
                        body.by() + " grants none to case '" + opened.caseId() + "', which is " + state.state())
                .plausible(
                        "beyond-rule-ceiling",
                        beyondCeiling(body, state),
                        "an exception until " + body.until() + " runs longer than the rule allows")
                .accept(() -> new ExceptionGranted(
                        opened.caseId(), opened.listing(), opened.party(), body.by(), body.until()));
    }

    private static Set<CaseState> grantableBy(Authority by) {
        return switch (by) {
            case STAFF -> Set.of(CaseState.PLAN_SUBMITTED, CaseState.EXCEPTION);
            case PANEL, COUNCIL -> Set.of(CaseState.DETERMINED, CaseState.HEARING, CaseState.PANEL_EXCEPTION);
        };
    }

    private static Truth beyondCeiling(Body body, CaseOnRecord state) {
        return state.rule()
                .flatMap(rule -> state.venueRules().flatMap(rules -> rules.ceiling(rule, body.by(), state.reports())))
                .map(ceiling -> DaySpan.of(body.until()).after(ceiling))
                .orElse(Truth.NO);
    }
}
