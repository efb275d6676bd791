package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.ANNUAL;
import static io.rackledger.command.listing.Listings.CASE;
import static io.rackledger.command.listing.Listings.FILING_RULE;
import static io.rackledger.command.listing.Listings.FIRST_QUARTER;
import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.added;
import static io.rackledger.command.listing.Listings.cured;
import static io.rackledger.command.listing.Listings.delisted;
import static io.rackledger.command.listing.Listings.filed;
import static io.rackledger.command.listing.Listings.listed;
import static io.rackledger.command.listing.Listings.opened;
import static io.rackledger.command.listing.Listings.planned;
import static io.rackledger.command.listing.Listings.time;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.ListingId;
import io.rackledger.events.Report;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenComplianceCaseTest {
    private static final CaseId NEW_CASE = new CaseId("smci-2024-b");
    private static final String BID_RULE = "5450(a)(1)";

    private static OpenComplianceCase.Body opening(
            CaseId caseId, String rule, @Nullable String noticeOn, Report... reports) {
        return new OpenComplianceCase.Body(caseId, SMCI, rule, time(noticeOn), List.of(reports));
    }

    private static OpenComplianceCase.Body opening(@Nullable String noticeOn, Report... reports) {
        return opening(CASE, FILING_RULE, noticeOn, reports);
    }

    private static DeciderFixture<OpenComplianceCase.Body, CasesOfListing> fixture() {
        return DeciderFixture.of(new OpenComplianceCase()).given("2020-01", listed());
    }

    private static DeciderFixture<OpenComplianceCase.Body, CasesOfListing> extended(@Nullable String on) {
        return fixture().given(on, filed("NT 10-K", ANNUAL.periodEnd()));
    }

    @Test
    void a_notice_after_the_due_date_opens_a_case() {
        extended("2024-08-30").when(opening("2024-09-17", ANNUAL)).then(opened(ANNUAL));
        fixture().when(opening("2024-08-30", ANNUAL)).then(opened(ANNUAL));
    }

    @Test
    void a_notice_on_the_due_date_is_implausible() {
        fixture().when(opening("2024-08-29", ANNUAL)).thenRefused("notice-before-due");
        fixture().whenObserved(opening("2024-08-29", ANNUAL)).thenFlagged("notice-before-due", false, opened(ANNUAL));
    }

    @Test
    void an_nt_form_in_time_moves_the_due_date() {
        extended("2024-08-30").when(opening("2024-09-13", ANNUAL)).thenRefused("notice-before-due");
        extended("2024-08-30").when(opening("2024-09-14", ANNUAL)).then(opened(ANNUAL));
        extended("2024-09-03").when(opening("2024-09-04", ANNUAL)).then(opened(ANNUAL));
        extended("2024-08").when(opening("2024-09-04", ANNUAL)).thenFlagged("notice-before-due", true, opened(ANNUAL));
        extended(null).when(opening("2024-09-04", ANNUAL)).thenFlagged("notice-before-due", true, opened(ANNUAL));
    }

    @Test
    void an_nt_form_of_another_report_moves_nothing() {
        fixture()
                .given("2024-08-30", filed("NT 10-K", LocalDate.of(2023, 6, 30)))
                .given("2024-08-30", filed("NT 10-Q", ANNUAL.periodEnd()))
                .when(opening("2024-08-30", ANNUAL))
                .then(opened(ANNUAL));
    }

    @Test
    void a_notice_of_a_partial_date_is_flagged_where_it_may_be_too_early() {
        fixture().when(opening("2024-08", ANNUAL)).thenFlagged("notice-before-due", true, opened(ANNUAL));
        fixture().when(opening("2024-07", ANNUAL)).thenRefused("notice-before-due");
        fixture().when(opening("2024-09", ANNUAL)).then(opened(ANNUAL));
        fixture().whenObserved(opening(null, ANNUAL)).thenFlagged("notice-before-due", true, opened(ANNUAL));
    }

    @Test
    void an_instant_is_a_day_in_new_york() {
        fixture().when(opening("2024-08-30T03:00:00Z", ANNUAL)).thenRefused("notice-before-due");
        fixture().when(opening("2024-08-30T04:00:00Z", ANNUAL)).then(opened(ANNUAL));
    }

    @Test
    void each_named_report_must_be_due() {
        extended("2024-08-30")
                .when(opening("2024-09-17", ANNUAL, FIRST_QUARTER))
                .thenRefused("notice-before-due");
    }

    @Test
    void of_a_venue_without_known_rules_no_date_is_expected() {
        DeciderFixture.of(new OpenComplianceCase())
                .given("2020-01", listed(SMCI, "SMCI", "XLON"))
                .when(opening("2024-07-01", ANNUAL))
                .then(opened(ANNUAL));
    }

    @Test
    void an_open_case_of_that_rule_takes_the_report_whatever_id_is_given() {
        fixture()
                .given("2024-09-17", opened(ANNUAL))
                .when(opening(NEW_CASE, FILING_RULE, "2024-11-19", FIRST_QUARTER))
                .then(added(FIRST_QUARTER));
        fixture()
                .given("2024-09-17", opened(ANNUAL))
                .when(opening(CASE, "Nasdaq 5250(c)(1)", "2024-11-19", FIRST_QUARTER))
                .then(added(FIRST_QUARTER));
    }

    @Test
    void a_plan_that_was_submitted_does_not_matter_here() {
        fixture()
                .given("2024-09-17", opened(ANNUAL))
                .elsewhere("2024-11-18", planned())
                .when(opening(NEW_CASE, FILING_RULE, "2024-11-19", FIRST_QUARTER))
                .then(added(FIRST_QUARTER));
    }

    @Test
    void another_rule_makes_another_case() {
        fixture()
                .given("2024-09-17", opened(ANNUAL))
                .when(opening(NEW_CASE, BID_RULE, "2024-11-19"))
                .then(opened(NEW_CASE, SMCI, BID_RULE));
        fixture()
                .given("2024-09-17", opened(ANNUAL))
                .when(opening(CASE, BID_RULE, "2024-11-19"))
                .thenRefused("case-exists");
    }

    @Test
    void a_closed_case_is_not_opened_again() {
        fixture()
                .given("2024-09-17", opened(ANNUAL))
                .given("2025-02-25", cured())
                .when(opening(CASE, FILING_RULE, "2025-05-20", ANNUAL))
                .thenRefused("case-exists");
        fixture()
                .given("2024-09-17", opened(ANNUAL))
                .given("2025-02-25", cured())
                .when(opening(NEW_CASE, FILING_RULE, "2025-05-20", ANNUAL))
                .then(opened(NEW_CASE, SMCI, FILING_RULE, ANNUAL));
    }

    @Test
    void the_id_of_another_listing_s_case_is_taken() {
        ComplianceCaseOpened theirs = opened(CASE, new ListingId("other"), FILING_RULE, ANNUAL);
        fixture()
                .given("2024-09-17", theirs)
                .when(opening("2024-09-17", ANNUAL))
                .thenRefused("case-exists");
        fixture()
                .given("2024-09-17", theirs)
                .given("2024-09-17", opened(NEW_CASE, SMCI, FILING_RULE, ANNUAL))
                .when(opening("2024-11-19", FIRST_QUARTER))
                .thenRefused("case-exists");
    }

    @Test
    void a_delisted_listing_gets_no_notice_until_it_is_listed_again() {
        fixture()
                .given("2025-01", delisted())
                .whenObserved(opening("2025-02", ANNUAL))
                .thenRefused("wrong-state");
        fixture()
                .given("2024-09-17", opened(ANNUAL))
                .given("2025-01", delisted())
                .given("2026", listed())
                .when(opening(NEW_CASE, FILING_RULE, "2026-02", ANNUAL))
                .then(opened(NEW_CASE, SMCI, FILING_RULE, ANNUAL));
    }

    @Test
    void a_late_report_is_a_periodic_one() {
        Report current = new Report("8-K", LocalDate.of(2024, 6, 30));
        fixture().when(opening("2024-09-17", current)).thenRefused("unknown-form");
        fixture()
                .whenObserved(opening("2024-09-17", new Report("10-X", ANNUAL.periodEnd())))
                .thenRefused("unknown-form");
    }
}
