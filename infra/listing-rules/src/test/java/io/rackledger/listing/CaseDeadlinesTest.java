package io.rackledger.listing;

import static io.rackledger.listing.FilerStatus.LARGE_ACCELERATED;
import static io.rackledger.listing.Form.FORM_10_K;
import static io.rackledger.listing.Form.FORM_10_Q;
import static io.rackledger.listing.ListingRule.NASDAQ_BID_PRICE;
import static io.rackledger.listing.ListingRule.NASDAQ_FILING;
import static io.rackledger.listing.ListingRule.NYSE_FILING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The history of Supermicro in 2024 and 2025, and where it could have gone instead. */
class CaseDeadlinesTest {
    private static final RuleSet NASDAQ = RuleSets.byId("nasdaq-2024").orElseThrow();
    private static final RuleSet NYSE = RuleSets.byId("nyse-2024").orElseThrow();
    private static final LateReport ANNUAL =
            NASDAQ.lateReport(FORM_10_K, day("2024-06-30"), LARGE_ACCELERATED, day("2024-08-30"));
    private static final LateReport QUARTERLY =
            NASDAQ.lateReport(FORM_10_Q, day("2024-09-30"), LARGE_ACCELERATED, day("2024-11-13"));
    private static final CaseFacts LATE =
            CaseFacts.of(NASDAQ.filingRule(), CaseState.LATE).withUnnamedReports(List.of(ANNUAL));
    private static final CaseFacts NOTIFIED = CaseFacts.of(NASDAQ_FILING, CaseState.NOTIFIED)
            .withNotices(List.of(new Notice(day("2024-09-17"), List.of(ANNUAL))));
    private static final CaseFacts NOTIFIED_TWICE = NOTIFIED.withNotices(
            List.of(new Notice(day("2024-11-19"), List.of(QUARTERLY)), new Notice(day("2024-09-17"), List.of(ANNUAL))));
    private static final CaseFacts DETERMINED =
            NOTIFIED.withState(CaseState.DETERMINED).withDeterminedOn(day("2025-02-26"));

    @Test
    void a_late_report_waits_for_its_extended_due_date_and_adds_no_risk() {
        assertNext(LATE, "2024-08-30", DeadlineKind.EXTENDED_REPORT, "2024-09-13");
        assertThat(at(LATE, "2024-08-30").riskDeadline()).isEmpty();
    }

    @Test
    void a_late_report_that_was_not_extended_waits_for_nothing_later_than_its_due_date() {
        CaseFacts unextended =
                LATE.withUnnamedReports(List.of(new LateReport(FORM_10_K, day("2024-06-30"), day("2024-08-29"), null)));

        assertNext(unextended, "2024-09-02", DeadlineKind.REPORT, "2024-08-29");
    }

    @Test
    void of_two_late_reports_the_one_still_to_come_is_next() {
        CaseFacts both = LATE.withUnnamedReports(List.of(ANNUAL, QUARTERLY));

        assertNext(both, "2024-09-13", DeadlineKind.EXTENDED_REPORT, "2024-09-13");
        assertNext(both, "2024-09-14", DeadlineKind.EXTENDED_REPORT, "2024-11-18");
        assertNext(both, "2024-11-19", DeadlineKind.EXTENDED_REPORT, "2024-11-18");
    }

    @ParameterizedTest
    @CsvSource({"2024-09-17, 62", "2024-10-30, 19", "2024-11-13, 5", "2024-11-18, 0", "2024-11-19, -1"})
    void a_notice_waits_for_its_plan_and_the_days_to_it_count(LocalDate asOf, long days) {
        Deadline plan = NASDAQ.deadlines(NOTIFIED, asOf).riskDeadline().orElseThrow();

        assertThat(plan.kind()).isEqualTo(DeadlineKind.PLAN);
        assertThat(plan.daysFrom(asOf)).isEqualTo(days);
        assertThat(plan.isPast(asOf)).isEqualTo(days < 0);
    }

    @Test
    void a_further_notice_does_not_postpone_the_plan_on_the_first() {
        assertNext(NOTIFIED_TWICE, "2024-11-20", DeadlineKind.PLAN, "2024-11-18");
        assertThat(at(NOTIFIED_TWICE, "2024-11-20").all())
                .filteredOn(deadline -> deadline.kind() == DeadlineKind.PLAN)
                .extracting(Deadline::date)
                .containsExactly(day("2024-11-18"), day("2025-01-21"));
    }

    @Test
    void a_submitted_plan_waits_for_the_ceiling_and_adds_no_risk() {
        CaseFacts submitted = NOTIFIED.withState(CaseState.PLAN_SUBMITTED);

        assertNext(submitted, "2024-11-18", DeadlineKind.EXCEPTION_CEILING, "2025-02-25");
        assertThat(at(submitted, "2024-11-18").riskDeadline()).isEmpty();
        assertThat(at(submitted, "2025-02-24").riskDeadline()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"EXCEPTION", "PANEL_EXCEPTION"})
    void an_exception_waits_for_its_last_day_as_granted(CaseState state) {
        CaseFacts granted = NOTIFIED_TWICE.withState(state).withExceptionUntil(day("2025-02-22"));

        assertNext(granted, "2024-12-06", DeadlineKind.EXCEPTION, "2025-02-22");
        assertThat(at(granted, "2025-02-23").riskDeadline().map(due -> due.isPast(day("2025-02-23"))))
                .contains(true);
    }

    @Test
    void a_determination_waits_for_the_hearing_request_and_then_for_suspension() {
        assertNext(DETERMINED, "2025-02-26", DeadlineKind.HEARING_REQUEST, "2025-03-05");
        assertNext(DETERMINED, "2025-03-05", DeadlineKind.HEARING_REQUEST, "2025-03-05");
        assertNext(DETERMINED, "2025-03-06", DeadlineKind.SUSPENSION, "2025-03-07");
        assertThat(at(DETERMINED, "2025-02-26").riskDeadline()).isEmpty();
    }

    @Test
    void a_hearing_requested_in_time_waits_for_the_end_of_the_stay() {
        CaseFacts hearing = DETERMINED.withState(CaseState.HEARING);

        assertNext(hearing, "2025-03-06", DeadlineKind.STAY_END, "2025-03-20");
        assertNext(
                hearing.withHearingRequestedOn(day("2025-03-05")), "2025-03-06", DeadlineKind.STAY_END, "2025-03-20");
        assertNext(hearing.withStayUntil(day("2025-04-30")), "2025-03-06", DeadlineKind.STAY_END, "2025-04-30");
    }

    @Test
    void a_hearing_requested_late_stays_nothing() {
        CaseFacts late = DETERMINED.withState(CaseState.HEARING).withHearingRequestedOn(day("2025-03-06"));

        assertNext(late, "2025-03-06", DeadlineKind.SUSPENSION, "2025-03-07");
    }

    @ParameterizedTest
    @CsvSource({"DETERMINED, SUSPENSION, 2025-04-22", "HEARING, SUSPENSION, 2025-04-22", "SUSPENDED, APPEAL, 2025-05-02"
    })
    void a_decision_waits_for_suspension_and_then_for_the_appeal(CaseState state, DeadlineKind kind, String date) {
        CaseFacts decided = DETERMINED.withState(state).withDecidedOn(day("2025-04-17"));

        assertNext(decided, "2025-04-17", kind, date);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLIANT", "CURED", "DELISTED"})
    void a_case_that_is_over_waits_for_nothing(CaseState state) {
        CaseFacts over = DETERMINED
                .withState(state)
                .withExceptionUntil(day("2025-02-25"))
                .withDecidedOn(day("2025-04-17"));

        assertThat(at(over, "2024-09-17").next()).isEmpty();
        assertThat(at(over, "2024-09-17").riskDeadline()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_case_of_which_nothing_is_known_waits_for_nothing(CaseState state) {
        for (RuleSet rules : RuleSets.all()) {
            for (ListingRule rule : ListingRule.values()) {
                CaseDeadlines none = rules.deadlines(CaseFacts.of(rule, state), day("2024-09-17"));

                assertThat(none).isEqualTo(new CaseDeadlines(Optional.empty(), List.of()));
            }
        }
    }

    @Test
    void all_deadlines_of_the_real_case_are_derived_in_the_order_of_their_dates() {
        CaseFacts facts = NOTIFIED_TWICE.withState(CaseState.EXCEPTION).withExceptionUntil(day("2025-02-25"));

        assertThat(at(facts, "2024-12-06").all())
                .extracting(deadline -> deadline.date() + " " + deadline.kind())
                .containsExactly(
                        "2024-08-29 REPORT",
                        "2024-08-30 NOTIFICATION",
                        "2024-09-13 EXTENDED_REPORT",
                        "2024-09-23 DISCLOSURE",
                        "2024-11-12 REPORT",
                        "2024-11-13 NOTIFICATION",
                        "2024-11-18 EXTENDED_REPORT",
                        "2024-11-18 PLAN",
                        "2024-11-25 DISCLOSURE",
                        "2025-01-21 PLAN",
                        "2025-02-25 EXCEPTION_CEILING",
                        "2025-02-25 EXCEPTION",
                        "2025-03-12 EXCEPTION_CEILING",
                        "2025-09-08 OUTER_LIMIT");
    }

    @Test
    void every_deadline_names_its_rule_set_and_its_basis() {
        CaseFacts facts = DETERMINED.withDecidedOn(day("2025-04-17")).withExceptionUntil(day("2025-02-25"));

        assertThat(at(facts, "2024-12-06").all()).isNotEmpty().allSatisfy(deadline -> {
            assertThat(deadline.ruleSet()).isEqualTo("nasdaq-2024");
            assertThat(deadline.basis()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"NOTIFIED", "PLAN_SUBMITTED"})
    void a_rule_without_plans_waits_for_its_cure(CaseState state) {
        CaseFacts bid =
                CaseFacts.of(NASDAQ_BID_PRICE, state).withNotices(List.of(new Notice(day("2012-08-29"), List.of())));
        CaseFacts late = CaseFacts.of(NYSE_FILING, state).withNotices(NOTIFIED.notices());

        assertNext(bid, "2012-08-29", DeadlineKind.CURE, "2013-02-25");
        assertThat(NYSE.deadlines(late, day("2024-09-17")).next().map(Deadline::date))
                .contains(day("2025-03-13"));
        assertThat(at(bid, "2013-02-24").riskDeadline()).isEmpty();
    }

    private static void assertNext(CaseFacts facts, String asOf, DeadlineKind kind, String date) {
        Deadline next = at(facts, asOf).next().orElseThrow();

        assertThat(next.kind()).isEqualTo(kind);
        assertThat(next.date()).isEqualTo(day(date));
    }

    private static CaseDeadlines at(CaseFacts facts, String asOf) {
        return NASDAQ.deadlines(facts, day(asOf));
    }

    private static LocalDate day(String iso) {
        return LocalDate.parse(iso);
    }
}
