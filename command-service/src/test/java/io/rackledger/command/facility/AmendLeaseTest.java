package io.rackledger.command.facility;

import static io.rackledger.command.facility.Facilities.COLOSSUS_1;
import static io.rackledger.command.facility.Facilities.XAI;
import static io.rackledger.command.facility.Facilities.amended;
import static io.rackledger.command.facility.Facilities.changed;
import static io.rackledger.command.facility.Facilities.facility;
import static io.rackledger.command.facility.Facilities.leasedUntil;
import static io.rackledger.command.facility.Facilities.mw;
import static io.rackledger.command.facility.Facilities.placed;
import static io.rackledger.command.facility.Facilities.terminated;
import static io.rackledger.command.facility.Facilities.terms;
import static io.rackledger.command.facility.Facilities.time;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerms;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AmendLeaseTest {
    private static final LeaseId LEASE = new LeaseId("lease-1");
    private static final Money FEE = Money.parse("USD 5.00");

    private static AmendLease.Body to(String megawatts, @Nullable String on) {
        return new AmendLease.Body(LEASE, mw(megawatts), null, null, null, null, time(on), null);
    }

    private static AmendLease.Body fee(@Nullable String on, @Nullable String noticeOn) {
        return new AmendLease.Body(LEASE, null, null, null, FEE, null, time(on), time(noticeOn));
    }

    private static AmendLease.Body ending(String to, String on) {
        return new AmendLease.Body(LEASE, null, null, time(to), null, null, time(on), null);
    }

    private static DeciderFixture<AmendLease.Body, FacilityState> leased(
            @Nullable String to, @Nullable Integer noticeDays) {
        return DeciderFixture.of(new AmendLease())
                .given("2024-07", facility(COLOSSUS_1, "300"))
                .given("2026-01-01", leasedUntil(to, noticeDays));
    }

    @Test
    void what_is_given_changes_and_the_rest_stays() {
        leased("2028", 0).when(to("250", "2027-01-01")).then(amended("lease-1", terms("250", "2028", 0), null));
        leased("2028", 30)
                .when(fee("2027-01-01", "2026-11-30"))
                .then(amended("lease-1", new LeaseTerms(mw("200"), null, time("2028"), FEE, 30), "2026-11-30"));
        leased("2028", 0)
                .given("2027-06-01", amended("lease-1", terms("100", "2029", 0), null))
                .when(ending("2030", "2027-07-01"))
                .then(amended("lease-1", terms("100", "2030", 0), null));
        leased("2028", 0)
                .given("2027-06-01", amended("lease-1", terms("100", "2029", 0), null))
                .when(to("150", "2027-05-01"))
                .then(amended("lease-1", terms("150", "2028", 0), null));
    }

    @Test
    void new_terms_find_room_from_then_on() {
        leased(null, 0).when(to("300", "2027-01-01")).accepted();
        leased(null, 0).when(to("301", "2027-01-01")).thenRefused("capacity-exceeded");
        leased(null, 0).whenObserved(to("301", "2027-01-01")).thenRefused("capacity-exceeded");
        leased(null, 0)
                .given("2026-02", placed(COLOSSUS_1, XAI, "100"))
                .when(to("201", "2027-01-01"))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void a_longer_lease_finds_room_for_longer() {
        leased("2027-06-01", 0)
                .given("2027-06-01", changed(COLOSSUS_1, CapacityDimension.POWER_MW, "199"))
                .when(ending("2028", "2027-01-01"))
                .thenRefused("capacity-exceeded");
        leased("2027-06-01", 0)
                .given("2027-06-01", changed(COLOSSUS_1, CapacityDimension.POWER_MW, "199"))
                .when(ending("2027-03-01", "2027-01-01"))
                .then(amended("lease-1", terms("200", "2027-03-01", 0), null));
    }

    @Test
    void what_a_lease_takes_meanwhile_is_not_counted_twice() {
        leased(null, 0)
                .given("2027-06-01", amended("lease-1", terms("300", null, 0), null))
                .when(to("250", "2027-01-01"))
                .then(amended("lease-1", terms("250", null, 0), null));
    }

    @Test
    void where_dates_overlap_there_may_be_no_room() {
        leased("2028", 0)
                .given("2027-06-15", changed(COLOSSUS_1, CapacityDimension.POWER_MW, "400"))
                .when(to("350", "2027-06"))
                .thenFlagged("capacity-exceeded", true, amended("lease-1", terms("350", "2028", 0), null));
    }

    @Test
    void terms_that_take_no_room_are_not_held_to_it() {
        DeciderFixture.of(new AmendLease())
                .given("2024-07", facility(COLOSSUS_1, null))
                .given("2026-01-01", leasedUntil(null, 0))
                .when(fee("2027-01-01", null))
                .then(amended("lease-1", new LeaseTerms(mw("200"), null, null, FEE, 0), null));
    }

    @Test
    void a_lease_that_has_ended_is_not_amended() {
        leased("2027-01-01", 0).when(to("250", "2026-12-31")).accepted();
        leased("2027-01-01", 0).when(to("250", "2027-01-01")).thenRefused("wrong-state");
        leased("2027-01-01", 0).whenObserved(to("250", "2027-02")).thenRefused("wrong-state");
        leased("2027-01-15", 0)
                .when(to("250", "2027-01"))
                .thenFlagged("wrong-state", true, amended("lease-1", terms("250", "2027-01-15", 0), null));
    }

    @Test
    void a_lease_that_was_terminated_is_not_amended() {
        leased(null, 0)
                .given("2027-01-01", terminated("lease-1", null))
                .when(to("250", "2026-12-31"))
                .accepted();
        leased(null, 0)
                .given("2027-01-01", terminated("lease-1", null))
                .when(to("250", "2027-01-01"))
                .thenRefused("wrong-state");
        leased(null, 0)
                .given(null, terminated("lease-1", null))
                .whenObserved(new AmendLease.Body(LEASE, mw("100"), null, null, null, null, time("2027"), time("2026")))
                .thenFlagged("wrong-state", true, amended("lease-1", terms("100", null, 0), "2026"));
    }

    @Test
    void notice_is_given_in_time() {
        leased(null, 90).when(fee("2027-04-01", "2027-01-01")).accepted();
        leased(null, 90).when(fee("2027-03-31", "2027-01-01")).thenRefused("notice-too-short");
        leased(null, 90)
                .whenObserved(fee("2027-03-31", "2027-01-01"))
                .thenFlagged(
                        "notice-too-short",
                        false,
                        amended("lease-1", new LeaseTerms(mw("200"), null, null, FEE, 90), "2027-01-01"));
        leased(null, 90).when(fee("2027-03-31", "2027-01")).thenRefused("notice-too-short");
        leased(null, 90)
                .when(fee("2027-04-15", "2027-01"))
                .thenFlagged(
                        "notice-too-short",
                        true,
                        amended("lease-1", new LeaseTerms(mw("200"), null, null, FEE, 90), "2027-01"));
    }

    @Test
    void what_we_decide_is_notified_with_the_decision_and_of_a_report_nobody_knows() {
        leased(null, 90).when(fee("2026-04-02", null)).accepted();
        leased(null, 90).when(fee("2026-04-01", null)).thenRefused("notice-too-short");
        leased(null, 90)
                .whenObserved(fee("2027-04-01", null))
                .thenFlagged(
                        "notice-too-short",
                        true,
                        amended("lease-1", new LeaseTerms(mw("200"), null, null, FEE, 90), null));
    }

    @Test
    void where_nobody_knows_the_days_of_notice_it_may_be_too_short() {
        leased(null, null)
                .when(fee("2027-01-01", null))
                .thenFlagged(
                        "notice-too-short",
                        true,
                        amended("lease-1", new LeaseTerms(mw("200"), null, null, FEE, null), null));
        leased(null, null).when(fee("2027-01-01", "2027-01-02")).thenRefused("notice-too-short");
    }

    @Test
    void sizes_are_above_zero_and_an_end_lies_after_the_beginning() {
        leased(null, 0).when(to("0", "2027-01-01")).thenRefused("not-positive");
        leased(null, 0)
                .whenObserved(new AmendLease.Body(LEASE, null, 0L, null, null, null, time("2027"), null))
                .thenRefused("not-positive");
        leased(null, 0).when(ending("2026-12-31", "2027-01-01")).thenRefused("not-positive");
        leased(null, 0).when(ending("2025-12-31", "2025-12-01")).thenRefused("not-positive");
    }

    @Test
    void something_is_given_and_nothing_is_negative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmendLease.Body(LEASE, null, null, null, null, null, null, null))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmendLease.Body(LEASE, null, null, null, FEE.negated(), null, null, null))
                .withMessageContaining("feePerMonth");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmendLease.Body(LEASE, null, null, null, null, -1, null, null))
                .withMessageContaining("noticeDays");
    }

    @Test
    void the_lease_is_on_record() {
        DeciderFixture.of(new AmendLease()).when(to("1", "2027")).thenRefused("unknown-lease");
    }
}
