package io.rackledger.listing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of the rules of one exchange, with the reporting rules that its issuers file under. Every deadline names
 * the rule set it was derived with; look one up with {@link RuleSets#of}.
 *
 * <p>Days are counted as {@link BusinessCalendar} says. A method returns empty where the rule set has no such rule, or
 * the facts that it counts from are not known.
 */
public sealed interface RuleSet permits NasdaqRules, NyseRules {
    /** Stable, such as {@code nasdaq-2024}: the exchange and the edition that the rules were read from. */
    String id();

    /** Market identifier code (ISO 10383) of the venue. */
    String venue();

    /** First day on which the rules of this set were in force. */
    LocalDate validFrom();

    /** First day on which they no longer are; empty for the set in force. */
    Optional<LocalDate> validTo();

    /** The rule of this exchange on reports that are late; a report is late under it before any notice says so. */
    ListingRule filingRule();

    /** What an exception of the staff is counted from. */
    DueDate exceptionBase();

    /** Whether this set holds at that venue on that day. */
    default boolean covers(String mic, LocalDate on) {
        return venue().equals(mic)
                && !on.isBefore(validFrom())
                && validTo().map(on::isBefore).orElse(true);
    }

    /**
     * When a periodic report is due: a 10-K 60, 75 or 90 and a 10-Q 40, 40 or 45 calendar days after the period's end,
     * for a large accelerated, an accelerated and a non-accelerated filer.
     *
     * @throws IllegalArgumentException if the form is no periodic report
     */
    default Deadline reportDue(Form form, LocalDate periodEnd, FilerStatus filerStatus) {
        return ReportingRules.reportDue(id(), form, periodEnd, filerStatus);
    }

    /** When Form 12b-25 on a report is due: 1 business day after the report's due date. */
    default Deadline notificationDue(LocalDate dueOn) {
        return ReportingRules.notificationDue(id(), dueOn);
    }

    /**
     * When a report is due that Form 12b-25 extends: 15 (10-K) or 5 (10-Q) calendar days after its rolled due date.
     *
     * @throws IllegalArgumentException if the form is no periodic report
     */
    default Deadline extendedDue(Form form, LocalDate dueOn) {
        return ReportingRules.extendedDue(id(), form, dueOn);
    }

    /**
     * A late report with its due dates; extended only by a notification that came in time.
     *
     * @param notifiedOn the day on which Form 12b-25 was filed; null if it was not
     */
    default LateReport lateReport(
            Form form, LocalDate periodEnd, FilerStatus filerStatus, @Nullable LocalDate notifiedOn) {
        LocalDate dueOn = reportDue(form, periodEnd, filerStatus).date();
        boolean extended = notifiedOn != null && !notificationDue(dueOn).isPast(notifiedOn);
        return new LateReport(
                form, periodEnd, dueOn, extended ? extendedDue(form, dueOn).date() : null);
    }

    /** When Form 8-K item 3.01 is due: 4 business days after the notice. */
    default Deadline disclosureDue(LocalDate noticeOn) {
        return ReportingRules.disclosureDue(id(), noticeOn);
    }

    /** When the plan is due. Nasdaq 5250(c)(1): 60 calendar days from the notice. */
    Optional<Deadline> planDue(ListingRule rule, LocalDate noticeOn);

    /**
     * When the time to cure without a plan ends. Nasdaq 5450(a)(1): 180 calendar days from the first notice; NYSE
     * 802.01C: six months from it; NYSE 802.01E: six months from the filing due date of the first late report.
     *
     * @param noticeOn the day of the first notice, null if not known
     */
    Optional<Deadline> cureDue(ListingRule rule, @Nullable LocalDate noticeOn, List<LateReport> reports);

    /**
     * How long an exception may run at most, counted from the rule set's own base. Nasdaq 5250(c)(1): by staff 180
     * calendar days from the due date of the first late report, by panel or council up to the outer limit; NYSE
     * 802.01E: twelve months from the filing due date, whoever grants. Empty for the price rules, which state none.
     */
    Optional<Deadline> exceptionCeiling(ListingRule rule, Grantor by, List<LateReport> reports);

    /** The staff's ceiling had it been counted from that base; views show both. */
    Optional<Deadline> exceptionCeilingFrom(ListingRule rule, DueDate base, List<LateReport> reports);

    /** Nasdaq 5250(c)(1): 360 calendar days from the due date of the first late report, as extended where it was. */
    Optional<Deadline> outerLimit(ListingRule rule, List<LateReport> reports);

    /** When a hearing has to be requested. Nasdaq: 7 calendar days from the determination. */
    Optional<Deadline> hearingRequestDue(LocalDate determinedOn);

    /** When trading is suspended if no hearing is requested. Nasdaq: 2 business days after the request deadline. */
    Optional<Deadline> suspensionWithoutHearing(LocalDate determinedOn);

    /**
     * When the stay of suspension ends that a request in time brings. Nasdaq 5250(c)(1): 15 calendar days from the
     * request deadline. Empty for other rules, where a request stays suspension until the decision.
     */
    Optional<Deadline> stayEnd(ListingRule rule, LocalDate determinedOn);

    /** When trading is suspended after a delisting decision. Nasdaq: on the 2nd business day. */
    Optional<Deadline> suspensionAfterDecision(LocalDate decidedOn);

    /** When a delisting decision has to be appealed. Nasdaq: within 15 calendar days. */
    Optional<Deadline> appealDue(LocalDate decidedOn);

    /**
     * The day on which a bid that is below 1.00 from the first day on becomes a deficiency. Nasdaq 5450(a)(1): the
     * 30th consecutive business day, the first day counted. NYSE looks at an average, so no day follows from the first.
     */
    Optional<LocalDate> bidDeficientOn(ListingRule rule, LocalDate firstBelow);

    /**
     * The day on which a bid that is at 1.00 or above from the first day on has cured the deficiency. Nasdaq
     * 5810(c)(3)(A): the 10th consecutive business day at the earliest, the first day counted.
     */
    Optional<LocalDate> bidCuredOn(ListingRule rule, LocalDate firstAbove);

    /** The deadlines of one case as of a day: what its state waits for, and all that can be derived. */
    default CaseDeadlines deadlines(CaseFacts facts, LocalDate asOf) {
        return new CaseDeadlines(CaseTimeline.next(this, facts, asOf), CaseTimeline.all(this, facts));
    }
}
