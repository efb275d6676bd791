package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.ANNUAL;
import static io.rackledger.command.listing.Listings.CASE;
import static io.rackledger.command.listing.Listings.FIRST_QUARTER;
import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.added;
import static io.rackledger.command.listing.Listings.cured;
import static io.rackledger.command.listing.Listings.determined;
import static io.rackledger.command.listing.Listings.filed;
import static io.rackledger.command.listing.Listings.granted;
import static io.rackledger.command.listing.Listings.heard;
import static io.rackledger.command.listing.Listings.listed;
import static io.rackledger.command.listing.Listings.opened;
import static io.rackledger.command.listing.Listings.planned;
import static io.rackledger.command.listing.Listings.suspended;
import static io.rackledger.command.listing.Listings.time;
import static io.rackledger.events.Authority.COUNCIL;
import static io.rackledger.events.Authority.PANEL;
import static io.rackledger.events.Authority.STAFF;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Authority;
import io.rackledger.events.Report;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrantExceptionTest {
    private static GrantException.Body granting(Authority by, String until) {
        return new GrantException.Body(CASE, by, time("2024-12-06"), LocalDate.parse(until));
    }

    private static DeciderFixture<GrantException.Body, CaseOnRecord> notified() {
        return DeciderFixture.of(new GrantException())
                .given("2020-01", listed())
                .given("2024-09-17", opened(ANNUAL));
    }

    private static DeciderFixture<GrantException.Body, CaseOnRecord> withPlan() {
        return notified().given("2024-11-18", planned());
    }

    private static DeciderFixture<GrantException.Body, CaseOnRecord> determinedAfterNt(@Nullable String filedOn) {
        return notified().given(filedOn, filed("NT 10-K", ANNUAL.periodEnd())).given("2024-12-01", determined());
    }

    @Test
    void staff_grants_up_to_180_days_from_the_original_due_date() {
        withPlan()
                .given("2024-08-30", filed("NT 10-K", ANNUAL.periodEnd()))
                .when(granting(STAFF, "2025-02-25"))
                .then(granted(STAFF, "2025-02-25"));
        withPlan()
                .given("2024-08-30", filed("NT 10-K", ANNUAL.periodEnd()))
                .when(granting(STAFF, "2025-02-26"))
                .thenRefused("beyond-rule-ceiling");
        withPlan()
                .whenObserved(granting(STAFF, "2025-02-26"))
                .thenFlagged("beyond-rule-ceiling", false, granted(STAFF, "2025-02-26"));
    }

    @Test
    void the_first_late_report_counts_also_where_a_later_notice_names_it() {
        withPlan()
                .given("2024-11-19", added(FIRST_QUARTER))
                .when(granting(STAFF, "2025-02-26"))
                .thenRefused("beyond-rule-ceiling");
        withPlan()
                .given("2024-11-19", added(new Report("10-Q", LocalDate.of(2024, 3, 31))))
                .when(granting(STAFF, "2025-02-25"))
                .thenRefused("beyond-rule-ceiling");
    }

    @Test
    void panel_and_council_grant_up_to_360_days_from_the_extended_due_date() {
        determinedAfterNt("2024-08-30").when(granting(PANEL, "2025-09-08")).then(granted(PANEL, "2025-09-08"));
        determinedAfterNt("2024-08-30").when(granting(COUNCIL, "2025-09-09")).thenRefused("beyond-rule-ceiling");
    }

    @Test
    void an_extension_of_unknown_date_leaves_the_outer_limit_in_doubt() {
        determinedAfterNt(null)
                .when(granting(PANEL, "2025-09-08"))
                .thenFlagged("beyond-rule-ceiling", true, granted(PANEL, "2025-09-08"));
        determinedAfterNt(null).when(granting(PANEL, "2025-09-09")).thenRefused("beyond-rule-ceiling");
    }

    @Test
    void staff_needs_a_plan_and_panel_a_determination() {
        notified().when(granting(STAFF, "2025-02-25")).thenRefused("wrong-state");
        notified().whenObserved(granting(PANEL, "2025-02-25")).thenRefused("wrong-state");
        withPlan().when(granting(PANEL, "2025-02-25")).thenRefused("wrong-state");
        withPlan()
                .given("2024-12-01", determined())
                .when(granting(STAFF, "2025-02-25"))
                .thenRefused("wrong-state");
        withPlan()
                .given("2024-12-01", cured())
                .when(granting(STAFF, "2025-02-25"))
                .thenRefused("wrong-state");
    }

    @Test
    void a_case_that_led_to_suspension_gets_no_exception_also_when_determined_again() {
        withPlan()
                .given("2024-12-01", determined())
                .given("2024-12-03", suspended())
                .given("2024-12-04", determined())
                .when(granting(PANEL, "2025-02-25"))
                .thenRefused("wrong-state");
    }

    @Test
    void panel_and_council_grant_while_a_case_is_heard_and_staff_does_not() {
        for (Authority by : new Authority[] {PANEL, COUNCIL}) {
            withPlan()
                    .given("2024-12-01", determined())
                    .given("2024-12-04", heard(null))
                    .when(granting(by, "2025-02-25"))
                    .then(granted(by, "2025-02-25"));
        }
        withPlan()
                .given("2024-12-01", determined())
                .given("2024-12-04", heard(null))
                .given("2025-01-10", determined())
                .when(granting(COUNCIL, "2025-02-25"))
                .then(granted(COUNCIL, "2025-02-25"));
        withPlan()
                .given("2024-12-01", determined())
                .given("2024-12-04", heard(null))
                .when(granting(STAFF, "2025-02-25"))
                .thenRefused("wrong-state");
    }

    @Test
    void who_granted_may_extend() {
        withPlan()
                .given("2024-12-01", granted(STAFF, "2025-01-31"))
                .when(granting(STAFF, "2025-02-25"))
                .then(granted(STAFF, "2025-02-25"));
        withPlan()
                .given("2024-12-01", determined())
                .given("2024-12-02", granted(PANEL, "2025-01-31"))
                .when(granting(COUNCIL, "2025-02-25"))
                .then(granted(COUNCIL, "2025-02-25"));
        withPlan()
                .given("2024-12-01", determined())
                .given("2024-12-02", granted(PANEL, "2025-01-31"))
                .when(granting(STAFF, "2025-02-25"))
                .thenRefused("wrong-state");
    }

    @Test
    void a_rule_without_a_ceiling_allows_any_day() {
        DeciderFixture.of(new GrantException())
                .given("2020-01", listed())
                .given("2024-09-17", opened(CASE, SMCI, "5450(a)(1)"))
                .given("2024-11-18", planned())
                .when(granting(STAFF, "2027-01-01"))
                .then(granted(STAFF, "2027-01-01"));
    }
}
