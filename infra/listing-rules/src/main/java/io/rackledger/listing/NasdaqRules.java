package io.rackledger.listing;

import static io.rackledger.listing.ListingRule.NASDAQ_BID_PRICE;
import static io.rackledger.listing.ListingRule.NASDAQ_FILING;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nasdaq's 5000 series: 5250(c)(1), 5450(a)(1), 5810(c), hearings under 5815, appeals under 5820. */
record NasdaqRules(String id, LocalDate validFrom, Optional<LocalDate> validTo, DueDate exceptionBase)
        implements RuleSet {
    private static final int PLAN_DAYS = 60;
    private static final int EXCEPTION_DAYS = 180;
    private static final int OUTER_LIMIT_DAYS = 360;
    private static final int HEARING_REQUEST_DAYS = 7;
    private static final int SUSPENSION_BUSINESS_DAYS = 2;
    private static final int STAY_DAYS = 15;
    private static final int APPEAL_DAYS = 15;
    private static final int BID_CURE_DAYS = 180;
    private static final int BID_DEFICIENT_BUSINESS_DAYS = 30;
    private static final int BID_CURED_BUSINESS_DAYS = 10;

    @Override
    public String venue() {
        return "XNAS";
    }

    @Override
    public ListingRule filingRule() {
        return NASDAQ_FILING;
    }

    @Override
    public Optional<Deadline> planDue(ListingRule rule, LocalDate noticeOn) {
        return rule == NASDAQ_FILING
                ? Optional.of(afterDays(DeadlineKind.PLAN, rule.number(), PLAN_DAYS, "the notice of", noticeOn))
                : Optional.empty();
    }

    @Override
    public Optional<Deadline> cureDue(ListingRule rule, @Nullable LocalDate noticeOn, List<LateReport> reports) {
        return rule == NASDAQ_BID_PRICE && noticeOn != null
                ? Optional.of(afterDays(DeadlineKind.CURE, "5810(c)(3)(A)", BID_CURE_DAYS, "the notice of", noticeOn))
                : Optional.empty();
    }

    @Override
    public Optional<Deadline> exceptionCeiling(ListingRule rule, Grantor by, List<LateReport> reports) {
        return switch (by) {
            case STAFF -> exceptionCeilingFrom(rule, exceptionBase, reports);
            case PANEL, COUNCIL -> outerLimit(rule, reports);
        };
    }

    @Override
    public Optional<Deadline> exceptionCeilingFrom(ListingRule rule, DueDate base, List<LateReport> reports) {
        return afterFirstDue(DeadlineKind.EXCEPTION_CEILING, rule, EXCEPTION_DAYS, base, reports);
    }

    @Override
    public Optional<Deadline> outerLimit(ListingRule rule, List<LateReport> reports) {
        return afterFirstDue(DeadlineKind.OUTER_LIMIT, rule, OUTER_LIMIT_DAYS, DueDate.EXTENDED, reports);
    }

    @Override
    public Optional<Deadline> hearingRequestDue(LocalDate determinedOn) {
        return Optional.of(requestDue(determinedOn));
    }

    @Override
    public Optional<Deadline> suspensionWithoutHearing(LocalDate determinedOn) {
        return Optional.of(suspension(
                "5815(a)(1)",
                "the hearing request deadline",
                requestDue(determinedOn).date()));
    }

    @Override
    public Optional<Deadline> stayEnd(ListingRule rule, LocalDate determinedOn) {
        return rule == NASDAQ_FILING
                ? Optional.of(afterDays(
                        DeadlineKind.STAY_END,
                        "5815(a)(1)",
                        STAY_DAYS,
                        "the hearing request deadline",
                        requestDue(determinedOn).date()))
                : Optional.empty();
    }

    @Override
    public Optional<Deadline> suspensionAfterDecision(LocalDate decidedOn) {
        return Optional.of(suspension("5815", "the decision of", decidedOn));
    }

    @Override
    public Optional<Deadline> appealDue(LocalDate decidedOn) {
        return Optional.of(afterDays(DeadlineKind.APPEAL, "5820(a)", APPEAL_DAYS, "the decision of", decidedOn));
    }

    @Override
    public Optional<LocalDate> bidDeficientOn(ListingRule rule, LocalDate firstBelow) {
        return ofBidPrice(rule, firstBelow, BID_DEFICIENT_BUSINESS_DAYS);
    }

    @Override
    public Optional<LocalDate> bidCuredOn(ListingRule rule, LocalDate firstAbove) {
        return ofBidPrice(rule, firstAbove, BID_CURED_BUSINESS_DAYS);
    }

    private static Optional<LocalDate> ofBidPrice(ListingRule rule, LocalDate first, int businessDays) {
        return rule == NASDAQ_BID_PRICE
                ? Optional.of(BusinessCalendar.plusBusinessDays(first.minusDays(1), businessDays))
                : Optional.empty();
    }

    private Deadline requestDue(LocalDate determinedOn) {
        return afterDays(
                DeadlineKind.HEARING_REQUEST, "5815(a)(1)", HEARING_REQUEST_DAYS, "the determination of", determinedOn);
    }

    private Optional<Deadline> afterFirstDue(
            DeadlineKind kind, ListingRule rule, int days, DueDate base, List<LateReport> reports) {
        return rule != NASDAQ_FILING
                ? Optional.empty()
                : reports.stream()
                        .map(report -> report.dueOn(base))
                        .min(Comparator.naturalOrder())
                        .map(dueOn -> afterDays(kind, rule.number(), days, "the " + base.words(), dueOn));
    }

    private Deadline afterDays(DeadlineKind kind, String rule, int days, String what, LocalDate from) {
        return new Deadline(
                kind,
                BusinessCalendar.plusDaysRolled(from, days),
                id,
                "%s: %d calendar days from %s %s".formatted(rule, days, what, from));
    }

    private Deadline suspension(String rule, String what, LocalDate from) {
        return new Deadline(
                DeadlineKind.SUSPENSION,
                BusinessCalendar.plusBusinessDays(from, SUSPENSION_BUSINESS_DAYS),
                id,
                "%s: %d business days from %s %s".formatted(rule, SUSPENSION_BUSINESS_DAYS, what, from));
    }
}
