package io.rackledger.command.facility;

import static io.rackledger.command.facility.Facilities.ANTHROPIC;
import static io.rackledger.command.facility.Facilities.COLOSSUS_1;
import static io.rackledger.command.facility.Facilities.COLOSSUS_2;
import static io.rackledger.command.facility.Facilities.MEMPHIS;
import static io.rackledger.command.facility.Facilities.XAI;
import static io.rackledger.command.facility.Facilities.facility;
import static io.rackledger.command.facility.Facilities.leased;
import static io.rackledger.command.facility.Facilities.limits;
import static io.rackledger.command.facility.Facilities.moved;
import static io.rackledger.command.facility.Facilities.mw;
import static io.rackledger.command.facility.Facilities.party;
import static io.rackledger.command.facility.Facilities.period;
import static io.rackledger.command.facility.Facilities.placed;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.LeaseId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Period;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseFacilityTest {
    private static final Period MAY_2026 = period("2026-05", null);

    private static LeaseFacility.Body leasing(
            PartyId lessor, PartyId tenant, @Nullable String megawatts, @Nullable Long gpus, @Nullable Period period) {
        return new LeaseFacility.Body(
                new LeaseId("lease-1"), COLOSSUS_1, lessor, tenant, mw(megawatts), gpus, period, null, null);
    }

    private static LeaseFacility.Body leasing(@Nullable String megawatts, @Nullable Period period) {
        return leasing(XAI, ANTHROPIC, megawatts, null, period);
    }

    private static DeciderFixture<LeaseFacility.Body, FacilityState> parties() {
        return DeciderFixture.of(new LeaseFacility()).given(null, party(XAI)).given(null, party(ANTHROPIC));
    }

    private static DeciderFixture<LeaseFacility.Body, FacilityState> site() {
        return parties().given("2024-07", facility(COLOSSUS_1, "300"));
    }

    private static DeciderFixture<LeaseFacility.Body, FacilityState> siteWithGpus(@Nullable Long gpus) {
        return parties().given("2024-07", new FacilityRegistered(COLOSSUS_1, XAI, MEMPHIS, limits("300", gpus)));
    }

    @Test
    void the_worked_history_own_workload_fills_the_site() {
        site().given("2024-09", placed(COLOSSUS_1, XAI, "300"))
                .when(leasing("300", MAY_2026))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void the_worked_history_the_workload_moved_in_the_month_of_the_lease() {
        site().given("2024-09", placed(COLOSSUS_1, XAI, "300"))
                .given("2026-05", moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"))
                .when(leasing("300", MAY_2026))
                .then(leased("lease-1", COLOSSUS_1, "300", null, MAY_2026));
    }

    @Test
    void a_transition_frees_room_from_its_earliest_instant() {
        site().given("2024-09", placed(COLOSSUS_1, XAI, "300"))
                .given("2026-05", moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"))
                .when(leasing("300", period("2026-05-01", null)))
                .then(leased("lease-1", COLOSSUS_1, "300", null, period("2026-05-01", null)));
        site().given("2024-09", placed(COLOSSUS_1, XAI, "300"))
                .given("2026-05", moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"))
                .when(leasing("300", period("2026-04-30", null)))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void a_lease_within_one_month_takes_its_room_for_some_of_it() {
        site().given("2026-05", leased("lease-0", COLOSSUS_1, "300", null, period("2026-05", "2026-05")))
                .when(leasing("1", period("2026-01", null)))
                .thenRefused("capacity-exceeded");
        site().given("2026-05", leased("lease-0", COLOSSUS_1, "300", null, period("2026-05", "2026-05")))
                .when(leasing("1", period("2026-06", null)))
                .then(leased("lease-1", COLOSSUS_1, "1", null, period("2026-06", null)));
    }

    @Test
    void a_lease_of_more_than_the_limit_is_refused_in_both_modes() {
        site().when(leasing("301", MAY_2026)).thenRefused("capacity-exceeded");
        site().whenObserved(leasing("301", MAY_2026)).thenRefused("capacity-exceeded");
        site().whenObserved(leasing("301", null)).thenRefused("capacity-exceeded");
    }

    @Test
    void a_workload_that_moves_within_the_lease_s_first_month_may_be_in_its_way() {
        site().given("2024-09", placed(COLOSSUS_1, XAI, "300"))
                .given("2026-05-15", moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"))
                .when(leasing("300", MAY_2026))
                .thenFlagged("capacity-exceeded", true, leased("lease-1", COLOSSUS_1, "300", null, MAY_2026));
        site().given("2024-09", placed(COLOSSUS_1, XAI, "300"))
                .given("2026-06", moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"))
                .when(leasing("300", MAY_2026))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void one_lease_follows_another_on_the_same_date() {
        site().given("2025-05", leased("lease-0", COLOSSUS_1, "300", null, period("2025-05", "2026-05")))
                .given("2027", leased("lease-2", COLOSSUS_1, "300", null, period("2027", null)))
                .when(leasing("300", period("2026-05", "2027")))
                .then(leased("lease-1", COLOSSUS_1, "300", null, period("2026-05", "2027")));
    }

    @Test
    void leases_that_overlap_add_up() {
        site().given("2025-05", leased("lease-0", COLOSSUS_1, "200", null, period("2025-05", "2026-06")))
                .when(leasing("101", MAY_2026))
                .thenRefused("capacity-exceeded");
        site().given("2027-01", leased("lease-0", COLOSSUS_1, "200", null, period("2027-01", "2027-06")))
                .when(leasing("101", MAY_2026))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void a_lease_of_unknown_dates_is_flagged_where_it_may_overlap() {
        site().given("2025-05", leased("lease-0", COLOSSUS_1, "200", null, period("2025-05", "2026-06")))
                .whenObserved(leasing("200", null))
                .thenFlagged("capacity-exceeded", true, leased("lease-1", COLOSSUS_1, "200", null, period(null, null)));
        site().whenObserved(leasing("200", period(null, "2027")))
                .then(leased("lease-1", COLOSSUS_1, "200", null, period(null, "2027")));
    }

    @Test
    void two_like_leases_of_unknown_dates_may_follow_one_another() {
        site().given(null, leased("lease-0", COLOSSUS_1, "200", null, period(null, "2027")))
                .whenObserved(leasing("200", period(null, "2027")))
                .thenFlagged(
                        "capacity-exceeded", true, leased("lease-1", COLOSSUS_1, "200", null, period(null, "2027")));
    }

    @Test
    void a_lease_decided_without_a_date_begins_now() {
        site().when(leasing("200", null))
                .then(leased("lease-1", COLOSSUS_1, "200", null, period(DeciderFixture.NOW.toString(), null)));
        site().when(leasing("200", period(null, "2020"))).thenRefused("not-positive");
    }

    @Test
    void a_lease_of_unknown_size_is_taken_as_a_report_only() {
        site().when(leasing(null, MAY_2026)).thenRefused("not-positive");
        site().whenObserved(leasing(null, MAY_2026))
                .thenFlagged("capacity-exceeded", true, leased("lease-1", COLOSSUS_1, null, null, MAY_2026));
        site().given("2025-05", leased("lease-0", COLOSSUS_1, null, null, period("2025-05", null)))
                .when(leasing("1", MAY_2026))
                .thenFlagged("capacity-exceeded", true, leased("lease-1", COLOSSUS_1, "1", null, MAY_2026));
    }

    @Test
    void gpus_are_held_to_their_own_limit() {
        siteWithGpus(1000L)
                .given("2025", leased("lease-0", COLOSSUS_1, "10", 600L, period("2025", null)))
                .when(leasing(XAI, ANTHROPIC, "10", 401L, MAY_2026))
                .thenRefused("capacity-exceeded");
        siteWithGpus(1000L)
                .given("2025", leased("lease-0", COLOSSUS_1, "10", 600L, period("2025", null)))
                .when(leasing(XAI, ANTHROPIC, "10", 400L, MAY_2026))
                .then(leased("lease-1", COLOSSUS_1, "10", 400L, MAY_2026));
        siteWithGpus(null)
                .when(leasing(XAI, ANTHROPIC, "10", 400L, MAY_2026))
                .thenFlagged("capacity-exceeded", true, leased("lease-1", COLOSSUS_1, "10", 400L, MAY_2026));
    }

    @Test
    void a_lease_counted_in_gpus_alone_takes_power_that_nobody_states() {
        siteWithGpus(1000L)
                .when(leasing(XAI, ANTHROPIC, null, 400L, MAY_2026))
                .thenFlagged("capacity-exceeded", true, leased("lease-1", COLOSSUS_1, null, 400L, MAY_2026));
    }

    @Test
    void a_size_is_above_zero() {
        site().when(leasing("0", MAY_2026)).thenRefused("not-positive");
        site().whenObserved(leasing("-1", MAY_2026)).thenRefused("not-positive");
        site().when(leasing(XAI, ANTHROPIC, "1", 0L, MAY_2026)).thenRefused("not-positive");
    }

    @Test
    void only_who_controls_a_facility_leases_it_out_and_not_to_itself() {
        site().whenObserved(leasing(ANTHROPIC, XAI, "1", null, MAY_2026)).thenRefused("not-controller");
        DeciderFixture.of(new LeaseFacility())
                .given(null, party(XAI))
                .given("2024-07", facility(COLOSSUS_1, "300"))
                .whenObserved(leasing(XAI, XAI, "1", null, MAY_2026))
                .thenRefused("same-party");
    }

    @Test
    void a_lease_is_made_once_and_at_a_facility_on_record() {
        site().given("2025", leased("lease-1", COLOSSUS_1, "1", null, period("2025", null)))
                .when(leasing("1", MAY_2026))
                .thenRefused("lease-exists");
        parties().when(leasing("1", MAY_2026)).thenRefused("unknown-facility");
    }

    @Test
    void fee_and_notice_are_not_negative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseFacility.Body(
                        new LeaseId("l"), COLOSSUS_1, XAI, ANTHROPIC, mw("1"), null, null, Money.parse("USD -1"), null))
                .withMessageContaining("feePerMonth");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseFacility.Body(
                        new LeaseId("l"), COLOSSUS_1, XAI, ANTHROPIC, mw("1"), null, null, null, -1))
                .withMessageContaining("noticeDays");
    }
}
