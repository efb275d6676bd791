package io.rackledger.listing;

import static io.rackledger.listing.ListingRule.NYSE_FILING;
import static io.rackledger.listing.ListingRule.NYSE_PRICE;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The NYSE's Listed Company Manual: 802.01E on late reports, 802.01C on the price. Its filing due date is the due date
 * as extended by Form 12b-25 where it was. Its hearings run by other rules, which this set does not state.
 */
record NyseRules(String id, LocalDate validFrom, Optional<LocalDate> validTo) implements RuleSet {
    private static final int CURE_MONTHS = 6;
    private static final int CEILING_MONTHS = 12;

    @Override
    public String venue() {
        return "XNYS";
    }

    @Override
    public ListingRule filingRule() {
        return NYSE_FILING;
    }

    @Override
    public DueDate exceptionBase() {
        return DueDate.EXTENDED;
    }

    /** The NYSE asks for no plan on a late report. */
    @Override
    public Optional<Deadline> planDue(ListingRule rule, LocalDate noticeOn) {
        return Optional.empty();
    }

    @Override
    public Optional<Deadline> cureDue(ListingRule rule, @Nullable LocalDate noticeOn, List<LateReport> reports) {
        if (rule == NYSE_FILING) {
            return afterFirstDue(DeadlineKind.CURE, CURE_MONTHS, exceptionBase(), reports);
        }
        return rule == NYSE_PRICE && noticeOn != null
                ? Optional.of(afterMonths(DeadlineKind.CURE, rule, CURE_MONTHS, "the notice of", noticeOn))
                : Optional.empty();
    }

    @Override
    public Optional<Deadline> exceptionCeiling(ListingRule rule, Grantor by, List<LateReport> reports) {
        return exceptionCeilingFrom(rule, exceptionBase(), reports);
    }

    @Override
    public Optional<Deadline> exceptionCeilingFrom(ListingRule rule, DueDate base, List<LateReport> reports) {
        return rule == NYSE_FILING
                ? afterFirstDue(DeadlineKind.EXCEPTION_CEILING, CEILING_MONTHS, base, reports)
                : Optional.empty();
    }

    /** The ceiling is the limit. */
    @Override
    public Optional<Deadline> outerLimit(ListingRule rule, List<LateReport> reports) {
        return Optional.empty();
    }

    @Override
    public Optional<Deadline> hearingRequestDue(LocalDate determinedOn) {
        return Optional.empty();
    }

    @Override
    public Optional<Deadline> suspensionWithoutHearing(LocalDate determinedOn) {
        return Optional.empty();
    }

    @Override
    public Optional<Deadline> stayEnd(ListingRule rule, LocalDate determinedOn) {
        return Optional.empty();
    }

    @Override
    public Optional<Deadline> suspensionAfterDecision(LocalDate decidedOn) {
        return Optional.empty();
    }

    @Override
    public Optional<Deadline> appealDue(LocalDate decidedOn) {
        return Optional.empty();
    }

    @Override
    public Optional<LocalDate> bidDeficientOn(ListingRule rule, LocalDate firstBelow) {
        return Optional.empty();
    }

    @Override
    public Optional<LocalDate> bidCuredOn(ListingRule rule, LocalDate firstAbove) {
        return Optional.empty();
    }

    private Optional<Deadline> afterFirstDue(DeadlineKind kind, int months, DueDate base, List<LateReport> reports) {
        return reports.stream()
                .map(report -> report.dueOn(base))
                .min(Comparator.naturalOrder())
                .map(dueOn -> afterMonths(kind, NYSE_FILING, months, "the " + base.words(), dueOn));
    }

    private Deadline afterMonths(DeadlineKind kind, ListingRule rule, int months, String what, LocalDate from) {
        return new Deadline(
                kind,
                BusinessCalendar.plusMonthsRolled(from, months),
                id,
                "%s: %d months from %s %s".formatted(rule.number(), months, what, from));
    }
}
