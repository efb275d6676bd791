package io.rackledger.command.listing;

import io.rackledger.events.Authority;
import io.rackledger.events.Report;
import io.rackledger.events.SecurityListed;
import io.rackledger.listing.DueDate;
import io.rackledger.listing.FilerStatus;
import io.rackledger.listing.Form;
import io.rackledger.listing.Grantor;
import io.rackledger.listing.LateReport;
import io.rackledger.listing.ListingRule;
import io.rackledger.listing.RuleSet;
import io.rackledger.listing.RuleSets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of a listing's venue, applied to what was filed for it. */
record VenueRules(RuleSet rules, FilerStatus filer, List<Filing> filings) {
    /** Empty where no rule set is known for the venue on that day. */
    static Optional<VenueRules> of(@Nullable SecurityListed listed, LocalDate on, List<Filing> filings) {
        return listed == null
                ? Optional.empty()
                : RuleSets.of(listed.mic(), on).map(rules -> new VenueRules(rules, filer(listed), filings));
    }

    private static FilerStatus filer(SecurityListed listed) {
        return switch (listed.filerStatus()) {
            case LARGE_ACCELERATED -> FilerStatus.LARGE_ACCELERATED;
            case ACCELERATED -> FilerStatus.ACCELERATED;
            case NON_ACCELERATED -> FilerStatus.NON_ACCELERATED;
        };
    }

    /** When a report was due, as extended where its NT form came in time; both days where that is in doubt. */
    DaySpan due(Report report) {
        return new DaySpan(
                late(report, false).dueOn(DueDate.EXTENDED), late(report, true).dueOn(DueDate.EXTENDED));
    }

    /** When the plan was due; empty where the rule asks for none. */
    Optional<DaySpan> planDue(ListingRule rule, DaySpan notice) {
        return rules.planDue(rule, rules.validFrom())
                .map(any -> notice.counted(
                        day -> rules.planDue(rule, day).orElseThrow().date()));
    }

    /** When a hearing has to be requested; empty where the venue's rules name no hearing. */
    Optional<DaySpan> hearingRequestDue(DaySpan determined) {
        return rules.hearingRequestDue(rules.validFrom())
                .map(any -> determined.counted(
                        day -> rules.hearingRequestDue(day).orElseThrow().date()));
    }

    /** When the stay ends that a request brings; empty where the rule names no end. */
    Optional<DaySpan> stayEnd(ListingRule rule, DaySpan determined) {
        return rules.stayEnd(rule, rules.validFrom())
                .map(any -> determined.counted(
                        day -> rules.stayEnd(rule, day).orElseThrow().date()));
    }

    /** How long an exception may run; empty where the rule states no ceiling or no late report is named. */
    Optional<DaySpan> ceiling(ListingRule rule, Authority by, List<Report> reports) {
        Grantor grantor = switch (by) {
            case STAFF -> Grantor.STAFF;
            case PANEL -> Grantor.PANEL;
            case COUNCIL -> Grantor.COUNCIL;
        };
        return rules.exceptionCeiling(rule, grantor, late(reports, false))
                .flatMap(earliest -> rules.exceptionCeiling(rule, grantor, late(reports, true))
                        .map(latest -> new DaySpan(earliest.date(), latest.date())));
    }

    private List<LateReport> late(List<Report> reports, boolean extendedIfInDoubt) {
        return reports.stream().map(report -> late(report, extendedIfInDoubt)).toList();
    }

    private LateReport late(Report report, boolean extendedIfInDoubt) {
        Form form = Form.find(report.form()).orElseThrow();
        return rules.lateReport(form, report.periodEnd(), filer, notified(form, report, extendedIfInDoubt));
    }

    private @Nullable LocalDate notified(Form form, Report report, boolean early) {
        return filings.stream()
                .filter(filing -> Form.find(filing.form())
                        .flatMap(Form::notifiedForm)
                        .filter(form::equals)
                        .isPresent())
                .filter(filing -> report.periodEnd().equals(filing.periodEnd()))
                .map(filing ->
                        early ? filing.filedOn().first() : filing.filedOn().last())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
