package io.rackledger.command.facility;

import static io.rackledger.command.facility.Facilities.COLOSSUS_1;
import static io.rackledger.command.facility.Facilities.XAI;
import static io.rackledger.command.facility.Facilities.amended;
import static io.rackledger.command.facility.Facilities.leasedUntil;
import static io.rackledger.command.facility.Facilities.placed;
import static io.rackledger.command.facility.Facilities.terminated;
import static io.rackledger.command.facility.Facilities.terms;
import static io.rackledger.command.facility.Facilities.time;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.LeaseId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TerminateLeaseTest {
    private static TerminateLease.Body on(@Nullable String on, @Nullable String noticeOn) {
        return new TerminateLease.Body(new LeaseId("lease-1"), time(on), time(noticeOn));
    }

    private static DeciderFixture<TerminateLease.Body, FacilityState> leased(
            @Nullable String to, @Nullable Integer noticeDays) {
        return DeciderFixture.of(new TerminateLease()).given("2026-01-01", leasedUntil(to, noticeDays));
    }

    @Test
    void a_lease_ends_before_its_time() {
        leased("2028", 90).when(on("2027-06-30", "2027-03-31")).then(terminated("lease-1", "2027-03-31"));
        leased(null, 90)
                .elsewhere("2026-01", placed(COLOSSUS_1, XAI, "1"))
                .whenObserved(on("2027-06-30", "2027-03-31"))
                .then(terminated("lease-1", "2027-03-31"));
    }

    @Test
    void a_lease_ends_once() {
        leased("2027-01-01", 0).when(on("2027-01-01", null)).thenRefused("wrong-state");
        leased(null, 0)
                .given("2027-01-01", terminated("lease-1", null))
                .whenObserved(on("2027-02-01", "2027-01-01"))
                .thenRefused("wrong-state");
        leased(null, 0)
                .given("2027-01-01", terminated("lease-1", null))
                .when(on("2026-12-01", null))
                .then(terminated("lease-1", null));
        leased("2027-01-15", 0).when(on("2027-01", null)).thenFlagged("wrong-state", true, terminated("lease-1", null));
    }

    @Test
    void a_lease_that_was_made_longer_ends_later() {
        leased("2027-01-01", 0)
                .given("2026-06-01", amended("lease-1", terms("200", "2028-01-01", 0), null))
                .when(on("2027-06-01", null))
                .then(terminated("lease-1", null));
    }

    @Test
    void a_lease_ends_after_it_begins() {
        leased(null, 0).when(on("2025-12-31", "2025-12-01")).thenRefused("before-lease");
        leased(null, 0).whenObserved(on("2025-12-31", "2025-12-01")).thenRefused("before-lease");
        leased(null, 0).whenObserved(on("2026", "2025-06-01")).then(terminated("lease-1", "2025-06-01"));
        leased("2028", null).whenObserved(on("2025-12-31", null)).thenRefused("before-lease");
    }

    @Test
    void notice_is_given_in_time() {
        leased(null, 90).when(on("2026-04-02", null)).then(terminated("lease-1", null));
        leased(null, 90).when(on("2026-04-01", null)).thenRefused("notice-too-short");
        leased(null, 90)
                .whenObserved(on("2027-03-31", "2027-01-01"))
                .thenFlagged("notice-too-short", false, terminated("lease-1", "2027-01-01"));
        leased(null, 90)
                .whenObserved(on("2027-03-31", null))
                .thenFlagged("notice-too-short", true, terminated("lease-1", null));
        leased(null, null)
                .when(on("2027-03-31", null))
                .thenFlagged("notice-too-short", true, terminated("lease-1", null));
    }

    @Test
    void notice_goes_by_the_terms_of_that_time() {
        leased(null, 90)
                .given("2026-06-01", amended("lease-1", terms("200", null, 30), null))
                .when(on("2027-01-31", "2027-01-01"))
                .then(terminated("lease-1", "2027-01-01"));
    }

    @Test
    void the_lease_is_on_record() {
        DeciderFixture.of(new TerminateLease()).when(on("2027", null)).thenRefused("unknown-lease");
    }
}
