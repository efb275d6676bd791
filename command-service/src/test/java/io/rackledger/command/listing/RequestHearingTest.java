package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.ANNUAL;
import static io.rackledger.command.listing.Listings.CASE;
import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.cured;
import static io.rackledger.command.listing.Listings.determined;
import static io.rackledger.command.listing.Listings.granted;
import static io.rackledger.command.listing.Listings.heard;
import static io.rackledger.command.listing.Listings.listed;
import static io.rackledger.command.listing.Listings.opened;
import static io.rackledger.command.listing.Listings.planned;
import static io.rackledger.command.listing.Listings.suspended;
import static io.rackledger.command.listing.Listings.time;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Authority;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestHearingTest {
    private static RequestHearing.Body on(@Nullable String on) {
        return new RequestHearing.Body(CASE, time(on), null);
    }

    private static DeciderFixture<RequestHearing.Body, CaseOnRecord> notified() {
        return DeciderFixture.of(new RequestHearing())
                .given("2020-01", listed())
                .given("2024-09-17", opened(ANNUAL));
    }

    private static DeciderFixture<RequestHearing.Body, CaseOnRecord> determinedOn(@Nullable String day) {
        return notified().given(day, determined());
    }

    @Test
    void a_determination_is_heard_if_that_is_asked_within_seven_days() {
        determinedOn("2025-02-26").when(on("2025-03-05")).then(heard(null));
        determinedOn("2025-02-26").when(on("2025-03-06")).thenRefused("hearing-late");
        determinedOn("2025-02-26").whenObserved(on("2025-03-06")).thenFlagged("hearing-late", false, heard(null));
    }

    @Test
    void a_deadline_on_a_closed_day_rolls() {
        determinedOn("2025-03-01").when(on("2025-03-10")).then(heard(null));
        determinedOn("2025-03-01").when(on("2025-03-11")).thenRefused("hearing-late");
    }

    @Test
    void where_dates_overlap_the_request_may_be_late() {
        determinedOn("2025-02-26").when(on("2025-03")).thenFlagged("hearing-late", true, heard(null));
        determinedOn("2025-02").when(on("2025-03-05")).thenFlagged("hearing-late", true, heard(null));
        determinedOn("2025-02").when(on("2025-03-08")).thenRefused("hearing-late");
        determinedOn(null).when(on("2025-03-05")).thenFlagged("hearing-late", true, heard(null));
        determinedOn("2025-02-26").whenObserved(on(null)).thenFlagged("hearing-late", true, heard(null));
    }

    @Test
    void a_longer_stay_is_on_record() {
        determinedOn("2025-02-26")
                .when(new RequestHearing.Body(CASE, time("2025-03-04"), LocalDate.parse("2025-04-30")))
                .then(heard("2025-04-30"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestHearing.Body(CASE, time("2025-03-04"), LocalDate.parse("2025-03-03")))
                .withMessageContaining("extendedStay");
    }

    @Test
    void a_venue_without_such_a_rule_has_no_deadline() {
        DeciderFixture.of(new RequestHearing())
                .given("2020-01", listed(SMCI, "SMCI", "XLON"))
                .given("2024-09-17", opened(ANNUAL))
                .given("2025-02-26", determined())
                .when(on("2026-01-01"))
                .then(heard(null));
    }

    @Test
    void only_a_determination_is_heard() {
        notified().when(on("2025-03-05")).thenRefused("wrong-state");
        notified().given("2024-11-18", planned()).whenObserved(on("2025-03-05")).thenRefused("wrong-state");
        determinedOn("2025-02-26")
                .given("2025-03-01", cured())
                .when(on("2025-03-05"))
                .thenRefused("wrong-state");
        determinedOn("2025-02-26")
                .given("2025-03-01", suspended())
                .when(on("2025-03-05"))
                .thenRefused("wrong-state");
    }

    @Test
    void a_determination_is_heard_once_and_the_panels_own_is_not() {
        determinedOn("2025-02-26")
                .given("2025-03-01", heard(null))
                .when(on("2025-03-05"))
                .thenRefused("wrong-state");
        determinedOn("2025-02-26")
                .given("2025-03-01", heard(null))
                .given("2025-04-17", determined())
                .when(on("2025-04-18"))
                .thenRefused("wrong-state");
    }

    @Test
    void a_new_determination_after_an_exception_of_the_panel_is_heard_again() {
        determinedOn("2025-02-26")
                .given("2025-03-01", heard(null))
                .given("2025-04-17", granted(Authority.PANEL, "2025-06-30"))
                .given("2025-07-01", determined())
                .when(on("2025-07-08"))
                .then(heard(null));
    }

    @Test
    void the_case_is_on_record() {
        DeciderFixture.of(new RequestHearing()).when(on("2025-03-05")).thenRefused("unknown-case");
    }
}
