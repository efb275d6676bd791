package io.rackledger.command.facility;

import static io.rackledger.command.facility.Facilities.ANTHROPIC;
import static io.rackledger.command.facility.Facilities.COLOSSUS_1;
import static io.rackledger.command.facility.Facilities.MEMPHIS;
import static io.rackledger.command.facility.Facilities.XAI;
import static io.rackledger.command.facility.Facilities.amended;
import static io.rackledger.command.facility.Facilities.changed;
import static io.rackledger.command.facility.Facilities.facility;
import static io.rackledger.command.facility.Facilities.leased;
import static io.rackledger.command.facility.Facilities.limits;
import static io.rackledger.command.facility.Facilities.mw;
import static io.rackledger.command.facility.Facilities.party;
import static io.rackledger.command.facility.Facilities.period;
import static io.rackledger.command.facility.Facilities.terminated;
import static io.rackledger.command.facility.Facilities.terms;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.LeaseId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link LeaseFacility} where limits, leases and who controls change over time. */
class LeaseFacilityOverTimeTest {
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
    void a_lease_beyond_a_lower_limit_still_to_come_is_refused() {
        site().given("2027-01-01", changed(COLOSSUS_1, CapacityDimension.POWER_MW, "250"))
                .when(leasing("251", MAY_2026))
                .thenRefused("capacity-exceeded");
        site().given("2027-01-01", changed(COLOSSUS_1, CapacityDimension.POWER_MW, "250"))
                .when(leasing("300", period("2026-05", "2027-01-01")))
                .then(leased("lease-1", COLOSSUS_1, "300", null, period("2026-05", "2027-01-01")));
        site().given("2027", changed(COLOSSUS_1, CapacityDimension.POWER_MW, "250"))
                .when(leasing("300", period("2026-05", "2027-06")))
                .thenFlagged(
                        "capacity-exceeded",
                        true,
                        leased("lease-1", COLOSSUS_1, "300", null, period("2026-05", "2027-06")));
    }

    @Test
    void a_higher_limit_counts_from_its_time_on() {
        site().given("2026-04-01", changed(COLOSSUS_1, CapacityDimension.POWER_MW, "400"))
                .when(leasing("400", MAY_2026))
                .then(leased("lease-1", COLOSSUS_1, "400", null, MAY_2026));
        site().given("2026-06-01", changed(COLOSSUS_1, CapacityDimension.POWER_MW, "400"))
                .when(leasing("400", MAY_2026))
                .thenRefused("capacity-exceeded");
        site().given(null, changed(COLOSSUS_1, CapacityDimension.POWER_MW, "400"))
                .when(leasing("400", MAY_2026))
                .thenFlagged("capacity-exceeded", true, leased("lease-1", COLOSSUS_1, "400", null, MAY_2026));
    }

    @Test
    void a_limit_on_gpus_that_is_set_later_is_honoured() {
        siteWithGpus(null)
                .given("2026-01-01", changed(COLOSSUS_1, CapacityDimension.GPUS, "1000"))
                .when(leasing(XAI, ANTHROPIC, "1", 1001L, MAY_2026))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void a_lease_takes_what_it_was_amended_to_until_it_is_terminated() {
        FacilityLeased whole = leased("lease-0", COLOSSUS_1, "300", null, period("2026-01-01", null));
        site().given("2026-01-01", whole)
                .given("2026-04-01", amended("lease-0", terms("200", null, null), null))
                .when(leasing("100", period("2026-04-01", null)))
                .then(leased("lease-1", COLOSSUS_1, "100", null, period("2026-04-01", null)));
        site().given("2026-01-01", whole)
                .given("2026-04-01", amended("lease-0", terms("200", null, null), null))
                .when(leasing("100", period("2026-03-31", null)))
                .thenRefused("capacity-exceeded");
        site().given("2026-01-01", whole)
                .given("2026-05", amended("lease-0", terms("200", null, null), null))
                .when(leasing("100", period("2026-05-15", null)))
                .thenFlagged(
                        "capacity-exceeded",
                        true,
                        leased("lease-1", COLOSSUS_1, "100", null, period("2026-05-15", null)));
        site().given("2026-01-01", whole)
                .given("2026-05", amended("lease-0", terms("200", null, null), null))
                .when(leasing("101", period("2026-05-15", null)))
                .thenRefused("capacity-exceeded");
        site().given("2026-01-01", whole)
                .given("2026-04-30", terminated("lease-0", null))
                .when(leasing("300", MAY_2026))
                .then(leased("lease-1", COLOSSUS_1, "300", null, MAY_2026));
        site().given("2026-01-01", whole)
                .given("2026-05-02", terminated("lease-0", null))
                .when(leasing("300", period("2026-05-01", null)))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void who_took_the_controllers_place_by_then_leases_its_facilities_out() {
        PartyId spacex = new PartyId("spacex");
        succeeded("2026-02-01", spacex)
                .when(leasing(spacex, ANTHROPIC, "1", null, MAY_2026))
                .accepted();
        succeeded("2026-06-01", spacex)
                .when(leasing(spacex, ANTHROPIC, "1", null, MAY_2026))
                .thenRefused("not-controller");
        succeeded("2026-06-01", spacex)
                .whenObserved(leasing(spacex, ANTHROPIC, "1", null, MAY_2026))
                .thenRefused("not-controller");
        succeeded("2026-05-15", spacex)
                .when(leasing(spacex, ANTHROPIC, "1", null, MAY_2026))
                .thenFlagged(
                        "not-controller",
                        true,
                        new FacilityLeased(
                                new LeaseId("lease-1"),
                                COLOSSUS_1,
                                spacex,
                                ANTHROPIC,
                                mw("1"),
                                null,
                                MAY_2026,
                                null,
                                null));
    }

    private static DeciderFixture<LeaseFacility.Body, FacilityState> succeeded(String on, PartyId successor) {
        return DeciderFixture.of(new LeaseFacility())
                .given(null, party(successor))
                .given(null, party(ANTHROPIC))
                .given("2024-07", facility(COLOSSUS_1, "300"))
                .given(on, new PartySucceeded(XAI, successor));
    }
}
