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
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Report;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.listing.Form;
import io.rackledger.listing.ListingRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The venue notifies a listed company that it breaks a rule; an open case of that rule takes the reports instead. */
final class OpenComplianceCase implements Decider<OpenComplianceCase.Body, CasesOfListing> {
    record Body(
            CaseId caseId,
            ListingId listing,
            String rule,
            @Nullable ValidTime noticeOn,
            List<Report> reports) implements Command {
        Body {
            if (rule.isBlank()) {
                throw new IllegalArgumentException("rule must not be blank");
            }
            reports = List.copyOf(reports);
        }

        @Override
        public @Nullable ValidTime validAt() {
            return noticeOn;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(listing);
        }

        @Override
        public Set<Tag> about() {
            return Set.of(Tag.of(caseId), Tag.of(listing));
        }

        /** The rule by its number alone, so that one rule has one name. */
        private String ruleNumber() {
            return ListingRule.find(rule).map(ListingRule::number).orElse(rule);
        }
    }

    @Override
    public String name() {
        return "open-compliance-case";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Opens a case against a listing; an open case of the same rule takes the reports instead.",
                        ComplianceCaseOpened.class,
                        DelinquencyAdded.class)
                .structural("unknown-form", "a late report is a 10-K or a 10-Q")
                .structural("wrong-state", "the listing is active")
                .structural("case-exists", "the id stands for no other case")
                .plausible("notice-before-due", "the notice comes after the due date of each report that it names")
                .example("""
                        {"case": "smci-2024", "listing": "smci-xnas", "rule": "5250(c)(1)", "noticeOn": "2024-09-17",
                         "reports": [{"form": "10-K", "periodEnd": "2024-06-30"}]}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ComplianceCaseOpened e
                ? List.of(new Body(e.caseId(), e.listing(), e.rule(), fact.validAt(), e.reports()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, CasesOfListing state) {
        return Boundary.of(
                        Tag.of(body.listing()),
                        SecurityListed.class,
                        SecurityDelisted.class,
                        FilingRecorded.class,
                        ComplianceCaseOpened.class,
                        DeficiencyCured.class)
                .or(Boundary.of(Tag.of(body.caseId()), ComplianceCaseOpened.class));
    }

    @Override
    public CasesOfListing initial() {
        return CasesOfListing.NONE;
    }

    @Override
    public CasesOfListing evolve(CasesOfListing state, Recorded recorded) {
        return state.evolve(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, CasesOfListing state) {
        Body body = intake.body();
        Optional<CaseId> open = state.open(body.listing(), body.ruleNumber());
        boolean another =
                state.has(body.caseId()) && !open.filter(body.caseId()::equals).isPresent();
        Findings findings = Findings.on(intake)
                .structural("unknown-form", !allPeriodic(body), "a late report is a 10-K or a 10-Q")
                .structural(
                        "wrong-state", state.isDelisted(), "listing '" + body.listing() + "' is not active any more")
                .structural("case-exists", another, "case '" + body.caseId() + "' is another one");
        if (!findings.rejected()) {
            findings.plausible(
                    "notice-before-due",
                    beforeDue(DaySpan.of(intake.validAt()), body, state),
                    "the notice did not come after the due date of each report that it names");
        }
        return findings.accept(() -> event(body, open, state.party()));
    }

    private static boolean allPeriodic(Body body) {
        return body.reports().stream()
                .allMatch(report ->
                        Form.find(report.form()).filter(Form::isPeriodic).isPresent());
    }

    private static Truth beforeDue(DaySpan notice, Body body, CasesOfListing state) {
        return body.reports().stream()
                .map(report -> VenueRules.of(state.listed(), report.periodEnd(), state.filings())
                        .map(rules -> notice.after(rules.due(report)).not())
                        .orElse(Truth.NO))
                .reduce(Truth.NO, Truth::or);
    }

    private static Event event(Body body, Optional<CaseId> open, PartyId party) {
        return open.<Event>map(id -> new DelinquencyAdded(id, body.listing(), party, body.reports()))
                .orElseGet(() -> new ComplianceCaseOpened(
                        body.caseId(), body.listing(), party, body.ruleNumber(), body.reports()));
    }
}
