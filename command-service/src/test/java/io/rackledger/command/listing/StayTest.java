package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.ANNUAL;
import static io.rackledger.command.listing.Listings.CASE;
import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.delisted;
import static io.rackledger.command.listing.Listings.determined;
import static io.rackledger.command.listing.Listings.heard;
import static io.rackledger.command.listing.Listings.listed;
import static io.rackledger.command.listing.Listings.opened;
import static io.rackledger.command.listing.Listings.suspended;
import static io.rackledger.command.listing.Listings.time;

import io.rackledger.command.decision.DeciderFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SuspendTrading and DelistSecurity while a hearing stays them. Determined on 2025-02-26: the stay ends 03-20. */
class StayTest {
    private static DeciderFixture<SuspendTrading.Body, Removal> heardOn(
            @Nullable String day, @Nullable String extendedStay) {
        return heardOn("XNAS", "5250(c)(1)", day, extendedStay);
    }

    private static DeciderFixture<SuspendTrading.Body, Removal> heardOn(
            String mic, String rule, @Nullable String day, @Nullable String extendedStay) {
        return DeciderFixture.of(new SuspendTrading())
                .given("2020-01", listed(SMCI, "SMCI", mic))
                .given("2024-09-17", opened(CASE, SMCI, rule, ANNUAL))
                .given("2025-02-26", determined())
                .given(day, heard(extendedStay));
    }

    private static SuspendTrading.Body suspending(@Nullable String on) {
        return new SuspendTrading.Body(SMCI, CASE, time(on));
    }

    @Test
    void a_request_in_time_stays_the_suspension_of_a_late_filer_until_the_stay_ends() {
        heardOn("2025-03-05", null).when(suspending("2025-03-20")).thenRefused("stayed");
        heardOn("2025-03-05", null).whenObserved(suspending("2025-03-20")).thenFlagged("stayed", false, suspended());
        heardOn("2025-03-05", null).when(suspending("2025-03-21")).then(suspended());
    }

    @Test
    void a_longer_stay_is_as_long_as_was_granted() {
        heardOn("2025-03-05", "2025-04-30").when(suspending("2025-04-30")).thenRefused("stayed");
        heardOn("2025-03-05", "2025-04-30").when(suspending("2025-05-01")).then(suspended());
    }

    @Test
    void where_the_rule_names_no_end_the_stay_lasts_until_the_decision() {
        heardOn("XNAS", "5450(a)(1)", "2025-03-05", null)
                .when(suspending("2025-12-31"))
                .thenRefused("stayed");
        heardOn("XNAS", "5450(a)(1)", "2025-03-05", null)
                .given("2025-04-17", determined())
                .when(suspending("2025-04-22"))
                .then(suspended());
    }

    @Test
    void a_late_request_stays_nothing_and_one_that_may_be_late_may() {
        heardOn("2025-03-06", null).when(suspending("2025-03-07")).then(suspended());
        heardOn("2025-03", null).when(suspending("2025-03-31")).then(suspended());
        heardOn("2025-03", null).when(suspending("2025-03-07")).thenFlagged("stayed", true, suspended());
        heardOn(null, null).when(suspending("2025-03-07")).thenFlagged("stayed", true, suspended());
        heardOn("2025-03-05", null).whenObserved(suspending(null)).thenFlagged("stayed", true, suspended());
    }

    @Test
    void what_happened_before_the_request_was_not_stayed_by_it() {
        heardOn("2025-03-05", null).when(suspending("2025-03-04")).then(suspended());
    }

    @Test
    void a_venue_whose_rules_name_no_hearing_stays_nothing_unless_it_said_so() {
        heardOn("XLON", "other", "2025-03-05", null)
                .when(suspending("2025-03-07"))
                .then(suspended());
        heardOn("XLON", "other", "2025-03-05", "2025-04-30")
                .when(suspending("2025-03-07"))
                .thenRefused("stayed");
    }

    @Test
    void a_delisting_is_stayed_too() {
        DelistSecurity.Body delisting = new DelistSecurity.Body(SMCI, CASE, time("2025-03-20"));
        DeciderFixture.of(new DelistSecurity())
                .given("2020-01", listed())
                .given("2024-09-17", opened(ANNUAL))
                .given("2025-02-26", determined())
                .given("2025-03-05", heard(null))
                .when(delisting)
                .thenRefused("stayed");
        DeciderFixture.of(new DelistSecurity())
                .given("2020-01", listed())
                .given("2024-09-17", opened(ANNUAL))
                .given("2025-02-26", determined())
                .given("2025-03-05", heard(null))
                .whenObserved(delisting)
                .thenFlagged("stayed", false, delisted());
    }
}
