package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.EntityId;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.ValidTime;
import io.rackledger.listing.CaseState;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The company has the determination heard, which stays the suspension. */
final class RequestHearing implements Decider<RequestHearing.Body, CaseOnRecord> {
    record Body(
            CaseId caseId, @Nullable ValidTime on, @Nullable LocalDate extendedStay) implements Command {
        Body {
            Form.required(caseId, "case");
            Form.check(
                    on == null || extendedStay == null || !extendedStay.isBefore(on.firstDay()),
                    "extendedStay: not before the request");
        }

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
        return "request-hearing";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Has a determination to delist heard by a panel, which stays the suspension.",
                        HearingRequested.class)
                .structural("wrong-state", "delisting was determined, and no hearing is open")
                .plausible("hearing-late", "the request came by its deadline: on Nasdaq within 7 calendar days")
                .example("""
                        {"case": "smci-2024", "on": "2025-03-04", "extendedStay": "2025-04-30"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof HearingRequested e
                ? List.of(new Body(e.caseId(), fact.validAt(), e.extendedStay()))
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
                        state.state() != CaseState.DETERMINED,
                        "a hearing answers a determination; case '" + opened.caseId() + "' is " + state.state())
                .plausible(
                        "hearing-late",
                        state.proceedings().late(DaySpan.of(intake.validAt()), state.venueRules()),
                        "the hearing was requested after its deadline")
                .accept(() -> new HearingRequested(
                        opened.caseId(),
                        opened.listing(),
                        opened.party(),
                        intake.body().extendedStay()));
    }
}
