package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.ANNUAL;
import static io.rackledger.command.listing.Listings.CASE;
import static io.rackledger.command.listing.Listings.FILING_RULE;
import static io.rackledger.command.listing.Listings.FIRST_QUARTER;
import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.added;
import static io.rackledger.command.listing.Listings.cured;
import static io.rackledger.command.listing.Listings.delisted;
import static io.rackledger.command.listing.Listings.determined;
import static io.rackledger.command.listing.Listings.filed;
import static io.rackledger.command.listing.Listings.listed;
import static io.rackledger.command.listing.Listings.opened;
import static io.rackledger.command.listing.Listings.planned;
import static io.rackledger.command.listing.Listings.time;

import io.rackledger.command.decision.DeciderFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmitCompliancePlanTest {
    private static SubmitCompliancePlan.Body submitting(@Nullable String on) {
        return new SubmitCompliancePlan.Body(CASE, time(on));
    }

    private static DeciderFixture<SubmitCompliancePlan.Body, CaseOnRecord> notified(@Nullable String noticeOn) {
        return DeciderFixture.of(new SubmitCompliancePlan())
                .given("2020-01", listed())
                .given(noticeOn, opened(ANNUAL));
    }

    @Test
    void a_plan_on_the_rolled_deadline_is_in_time() {
        notified("2024-09-17").when(submitting("2024-11-18")).then(planned());
    }

    @Test
    void a_plan_on_the_day_after_is_late() {
        notified("2024-09-17").when(submitting("2024-11-19")).thenRefused("plan-late");
        notified("2024-09-17").whenObserved(submitting("2024-11-19")).thenFlagged("plan-late", false, planned());
    }

    @Test
    void the_day_ends_in_new_york() {
        notified("2024-09-17").when(submitting("2024-11-19T04:59:59Z")).then(planned());
        notified("2024-09-17").when(submitting("2024-11-19T05:00:00Z")).thenRefused("plan-late");
    }

    @Test
    void partial_and_unknown_dates_are_flagged_where_the_plan_may_be_late() {
        notified("2024-09-17").when(submitting("2024-11")).thenFlagged("plan-late", true, planned());
        notified("2024-09-17").when(submitting("2024-10")).then(planned());
        notified("2024-09-17").when(submitting("2024-12")).thenRefused("plan-late");
        notified("2024-09").when(submitting("2024-11-18")).thenFlagged("plan-late", true, planned());
        notified(null).when(submitting("2024-11-18")).thenFlagged("plan-late", true, planned());
        notified("2024-09-17").whenObserved(submitting(null)).thenFlagged("plan-late", true, planned());
    }

    @Test
    void a_further_notice_does_not_move_the_deadline_of_the_first_and_is_not_read() {
        notified("2024-09-17")
                .elsewhere("2024-11-12", added(FIRST_QUARTER))
                .elsewhere("2024-11-13", filed(FIRST_QUARTER))
                .when(submitting("2024-11-19"))
                .thenRefused("plan-late");
    }

    @Test
    void rules_without_a_plan_and_venues_without_rules_know_no_deadline() {
        DeciderFixture.of(new SubmitCompliancePlan())
                .given("2020-01", listed())
                .given("2024-09-17", opened(CASE, SMCI, "5450(a)(1)"))
                .when(submitting("2026"))
                .then(planned());
        DeciderFixture.of(new SubmitCompliancePlan())
                .given("2020-01", listed(SMCI, "SMCI", "XLON"))
                .given("2024-09-17", opened(CASE, SMCI, FILING_RULE, ANNUAL))
                .when(submitting("2026"))
                .then(planned());
    }

    @Test
    void a_plan_answers_a_notice_only() {
        notified("2024-09-17")
                .given("2024-11-18", planned())
                .whenObserved(submitting("2024-11-18"))
                .thenRefused("wrong-state");
        notified("2024-09-17")
                .given("2024-10-18", determined())
                .when(submitting("2024-11-18"))
                .thenRefused("wrong-state");
        notified("2024-09-17")
                .given("2024-10-18", cured())
                .when(submitting("2024-11-18"))
                .thenRefused("wrong-state");
        notified("2024-09-17")
                .given("2024-10-18", delisted())
                .when(submitting("2024-11-18"))
                .thenRefused("wrong-state");
    }

    @Test
    void the_case_is_on_record() {
        DeciderFixture.of(new SubmitCompliancePlan())
                .when(submitting("2024-11-18"))
                .thenRefused("unknown-case");
    }
}
