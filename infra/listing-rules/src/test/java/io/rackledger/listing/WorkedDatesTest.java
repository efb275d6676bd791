package io.rackledger.listing;

import static io.rackledger.listing.FilerStatus.ACCELERATED;
import static io.rackledger.listing.FilerStatus.LARGE_ACCELERATED;
import static io.rackledger.listing.FilerStatus.NON_ACCELERATED;
import static io.rackledger.listing.Form.FORM_10_K;
import static io.rackledger.listing.Form.FORM_10_Q;
import static io.rackledger.listing.ListingRule.NASDAQ_BID_PRICE;
import static io.rackledger.listing.ListingRule.NASDAQ_FILING;
import static io.rackledger.listing.ListingRule.NYSE_FILING;
import static io.rackledger.listing.ListingRule.NYSE_PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked dates of the listing rules, and one worked date for every other number in them. */
class WorkedDatesTest {
    private static final RuleSet NASDAQ = RuleSets.byId("nasdaq-2024").orElseThrow();
    private static final RuleSet NYSE = RuleSets.byId("nyse-2024").orElseThrow();

    @Test
    void an_annual_report_of_a_large_accelerated_filer_is_due_after_sixty_days() {
        Deadline due = NASDAQ.reportDue(FORM_10_K, day("2024-06-30"), LARGE_ACCELERATED);

        assertThat(due)
                .isEqualTo(new Deadline(
                        DeadlineKind.REPORT,
                        day("2024-08-29"),
                        "nasdaq-2024",
                        "Form 10-K: 60 calendar days from the period end 2024-06-30"));
        assertThat(NASDAQ.extendedDue(FORM_10_K, due.date()).date()).isEqualTo(day("2024-09-13"));
    }

    @Test
    void a_plan_deadline_on_a_saturday_rolls_to_monday() {
        assertThat(NASDAQ.planDue(NASDAQ_FILING, day("2024-09-17")))
                .contains(new Deadline(
                        DeadlineKind.PLAN,
                        day("2024-11-18"),
                        "nasdaq-2024",
                        "5250(c)(1): 60 calendar days from the notice of 2024-09-17"));
    }

    @Test
    void a_plan_deadline_on_a_business_day_stays() {
        assertThat(NASDAQ.planDue(NASDAQ_FILING, day("2024-09-09")).map(Deadline::date))
                .contains(day("2024-11-08"));
    }

    @Test
    void a_plan_deadline_before_a_holiday_monday_rolls_to_tuesday() {
        assertThat(NASDAQ.planDue(NASDAQ_FILING, day("2024-11-19")).map(Deadline::date))
                .contains(day("2025-01-21"));
    }

    @Test
    void an_exception_of_the_staff_runs_180_days_from_the_original_due_date() {
        assertThat(ceiling(NASDAQ, NASDAQ_FILING, Grantor.STAFF)).contains(day("2025-02-25"));
        assertThat(NASDAQ.exceptionBase()).isEqualTo(DueDate.ORIGINAL);
    }

    @Test
    void the_ceiling_on_the_other_base_is_shown_beside_it() {
        assertThat(NASDAQ.exceptionCeilingFrom(NASDAQ_FILING, DueDate.ORIGINAL, superMicro())
                        .map(Deadline::date))
                .contains(day("2025-02-25"));
        assertThat(NASDAQ.exceptionCeilingFrom(NASDAQ_FILING, DueDate.EXTENDED, superMicro())
                        .map(Deadline::date))
                .contains(day("2025-03-12"));
    }

    @Test
    void the_outer_limit_is_360_days_from_the_extended_due_date() {
        assertThat(NASDAQ.outerLimit(NASDAQ_FILING, superMicro()).map(Deadline::date))
                .contains(day("2025-09-08"));
        assertThat(ceiling(NASDAQ, NASDAQ_FILING, Grantor.PANEL)).contains(day("2025-09-08"));
        assertThat(ceiling(NASDAQ, NASDAQ_FILING, Grantor.COUNCIL)).contains(day("2025-09-08"));
    }

    @Test
    void the_outer_limit_of_a_report_never_extended_counts_from_its_due_date() {
        List<LateReport> reports = List.of(new LateReport(FORM_10_K, day("2024-06-30"), day("2024-08-29"), null));

        assertThat(NASDAQ.outerLimit(NASDAQ_FILING, reports).map(Deadline::date))
                .contains(day("2025-08-25"));
    }

    @Test
    void a_further_late_report_does_not_move_the_ceiling_of_the_first() {
        LateReport quarterly = NASDAQ.lateReport(FORM_10_Q, day("2024-09-30"), LARGE_ACCELERATED, day("2024-11-13"));
        List<LateReport> both = List.of(quarterly, superMicro().getFirst());

        assertThat(NASDAQ.exceptionCeiling(NASDAQ_FILING, Grantor.STAFF, both).map(Deadline::date))
                .contains(day("2025-02-25"));
    }

    @ParameterizedTest
    @CsvSource({
        "10-K, 2024-06-30, LARGE_ACCELERATED, 2024-08-29",
        "10-K, 2024-06-30, ACCELERATED, 2024-09-13",
        "10-K, 2024-06-30, NON_ACCELERATED, 2024-09-30",
        "10-Q, 2024-09-30, LARGE_ACCELERATED, 2024-11-12",
        "10-Q, 2024-09-30, ACCELERATED, 2024-11-12",
        "10-Q, 2024-09-30, NON_ACCELERATED, 2024-11-14",
        "10-Q, 2024-03-31, LARGE_ACCELERATED, 2024-05-10",
        "10-Q, 2024-03-31, ACCELERATED, 2024-05-10",
        "10-Q, 2024-03-31, NON_ACCELERATED, 2024-05-15",
        "10-Q, 2022-06-30, NON_ACCELERATED, 2022-08-15"
    })
    void a_report_is_due_by_form_and_filer_status(String form, LocalDate end, FilerStatus status, LocalDate due) {
        assertThat(NASDAQ.reportDue(Form.find(form).orElseThrow(), end, status).date())
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({
        "10-K, 2024-08-29, 2024-09-13",
        "10-Q, 2022-08-15, 2022-08-22",
        "10-Q, 2022-08-14, 2022-08-22",
        "10-Q, 2024-05-10, 2024-05-15",
        "10-Q, 2024-11-12, 2024-11-18"
    })
    void an_extension_counts_from_the_rolled_due_date(String form, LocalDate due, LocalDate extended) {
        assertThat(NASDAQ.extendedDue(Form.find(form).orElseThrow(), due).date())
                .isEqualTo(extended);
    }

    @ParameterizedTest
    @CsvSource({"2024-08-29, 2024-08-30", "2024-11-12, 2024-11-13", "2024-08-30, 2024-09-03"})
    void a_notification_is_due_one_business_day_later(LocalDate due, LocalDate notification) {
        assertThat(NASDAQ.notificationDue(due).date()).isEqualTo(notification);
    }

    @Test
    void a_notification_in_time_extends_a_report_and_a_late_one_does_not() {
        LocalDate end = day("2024-06-30");

        assertThat(NASDAQ.lateReport(FORM_10_K, end, LARGE_ACCELERATED, day("2024-08-30"))
                        .extendedOn())
                .isEqualTo(day("2024-09-13"));
        assertThat(NASDAQ.lateReport(FORM_10_K, end, LARGE_ACCELERATED, day("2024-09-03"))
                        .extendedOn())
                .isNull();
        assertThat(NASDAQ.lateReport(FORM_10_K, end, ACCELERATED, null).extendedOn())
                .isNull();
    }

    @Test
    void an_item_301_disclosure_is_due_four_business_days_after_the_notice() {
        assertThat(NASDAQ.disclosureDue(day("2024-09-17")).date()).isEqualTo(day("2024-09-23"));
        assertThat(NASDAQ.disclosureDue(day("2024-11-08")).date()).isEqualTo(day("2024-11-15"));
    }

    @Test
    void a_bid_price_is_cured_within_180_days_of_the_notice() {
        assertThat(NASDAQ.cureDue(NASDAQ_BID_PRICE, day("2012-08-29"), List.of())
                        .map(Deadline::date))
                .contains(day("2013-02-25"));
    }

    @Test
    void a_bid_is_deficient_on_the_thirtieth_and_cured_on_the_tenth_consecutive_business_day() {
        assertThat(NASDAQ.bidDeficientOn(NASDAQ_BID_PRICE, day("2024-10-01"))).contains(day("2024-11-13"));
        assertThat(NASDAQ.bidCuredOn(NASDAQ_BID_PRICE, day("2024-10-01"))).contains(day("2024-10-15"));
        assertThat(NYSE.bidDeficientOn(NYSE_PRICE, day("2024-10-01"))).isEmpty();
    }

    @Test
    void a_hearing_is_requested_within_seven_days_or_trading_is_suspended_two_business_days_later() {
        LocalDate determinedOn = day("2025-02-26");

        assertThat(NASDAQ.hearingRequestDue(determinedOn).map(Deadline::date)).contains(day("2025-03-05"));
        assertThat(NASDAQ.suspensionWithoutHearing(determinedOn).map(Deadline::date))
                .contains(day("2025-03-07"));
    }

    @Test
    void a_request_stays_the_suspension_of_a_late_filer_for_fifteen_days() {
        assertThat(NASDAQ.stayEnd(NASDAQ_FILING, day("2025-02-26")).map(Deadline::date))
                .contains(day("2025-03-20"));
        assertThat(NASDAQ.stayEnd(NASDAQ_BID_PRICE, day("2025-02-26"))).isEmpty();
    }

    @Test
    void a_decision_suspends_on_the_second_business_day_and_is_appealed_within_fifteen_days() {
        assertThat(NASDAQ.suspensionAfterDecision(day("2025-04-17")).map(Deadline::date))
                .contains(day("2025-04-22"));
        assertThat(NASDAQ.appealDue(day("2025-04-17")).map(Deadline::date)).contains(day("2025-05-02"));
    }

    @Test
    void the_nyse_gives_six_months_from_the_filing_due_date_and_up_to_six_more() {
        assertThat(NYSE.cureDue(NYSE_FILING, null, superMicro()).map(Deadline::date))
                .contains(day("2025-03-13"));
        assertThat(ceiling(NYSE, NYSE_FILING, Grantor.STAFF)).contains(day("2025-09-15"));
    }

    @Test
    void the_nyse_gives_six_months_from_the_notice_to_cure_a_price() {
        assertThat(NYSE.cureDue(NYSE_PRICE, day("2024-09-17"), List.of()).map(Deadline::date))
                .contains(day("2025-03-17"));
        assertThat(NYSE.cureDue(NYSE_PRICE, null, List.of())).isEmpty();
    }

    @Test
    void a_rule_of_another_exchange_derives_nothing() {
        assertThat(NASDAQ.planDue(NYSE_FILING, day("2024-09-17"))).isEmpty();
        assertThat(NASDAQ.cureDue(NYSE_PRICE, day("2024-09-17"), superMicro())).isEmpty();
        assertThat(NYSE.planDue(NASDAQ_FILING, day("2024-09-17"))).isEmpty();
        assertThat(NYSE.cureDue(NASDAQ_BID_PRICE, day("2024-09-17"), superMicro()))
                .isEmpty();
        assertThat(ceiling(NASDAQ, NYSE_FILING, Grantor.STAFF)).isEmpty();
        assertThat(ceiling(NYSE, NASDAQ_FILING, Grantor.STAFF)).isEmpty();
    }

    @Test
    void what_is_no_periodic_report_has_no_due_date() {
        assertThatThrownBy(() -> NASDAQ.reportDue(Form.NT_10_K, day("2024-06-30"), NON_ACCELERATED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NASDAQ.extendedDue(Form.FORM_8_K, day("2024-06-30")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "XNAS, 2024-09-17, nasdaq-2024",
        "XNAS, 2012-08-29, nasdaq-2024",
        "XNAS, 9999-12-31, nasdaq-2024",
        "XNYS, 2024-09-17, nyse-2024",
        "XNAS, 0001-01-01, ",
        "XNAS, 2009-04-12, ",
        "XLON, 2024-09-17, ",
        "xnas, 2024-09-17, "
    })
    void a_rule_set_is_found_by_venue_and_day(String mic, LocalDate on, String id) {
        assertThat(RuleSets.of(mic, on).map(RuleSet::id)).isEqualTo(Optional.ofNullable(id));
    }

    @Test
    void a_rule_set_ends_before_the_day_that_it_is_valid_to() {
        RuleSet ended = new NasdaqRules("ended", day("2020-01-01"), Optional.of(day("2021-01-01")), DueDate.EXTENDED);

        assertThat(ended.covers("XNAS", day("2020-12-31"))).isTrue();
        assertThat(ended.covers("XNAS", day("2021-01-01"))).isFalse();
        assertThat(ceiling(ended, NASDAQ_FILING, Grantor.STAFF)).contains(day("2025-03-12"));
    }

    @Test
    void no_two_rule_sets_hold_at_one_venue_on_one_day() {
        for (RuleSet ruleSet : RuleSets.all()) {
            assertThat(RuleSets.all())
                    .filteredOn(other -> other.covers(ruleSet.venue(), ruleSet.validFrom()))
                    .containsExactly(ruleSet);
            assertThat(RuleSets.byId(ruleSet.id())).contains(ruleSet);
        }
    }

    private static Optional<LocalDate> ceiling(RuleSet rules, ListingRule rule, Grantor by) {
        return rules.exceptionCeiling(rule, by, superMicro()).map(Deadline::date);
    }

    private static List<LateReport> superMicro() {
        return List.of(NASDAQ.lateReport(FORM_10_K, day("2024-06-30"), LARGE_ACCELERATED, day("2024-08-30")));
    }

    private static LocalDate day(String iso) {
        return LocalDate.parse(iso);
    }
}
