package io.rackledger.command.facility;

import static io.rackledger.command.facility.Facilities.COLOSSUS_1;
import static io.rackledger.command.facility.Facilities.COLOSSUS_2;
import static io.rackledger.command.facility.Facilities.XAI;
import static io.rackledger.command.facility.Facilities.amended;
import static io.rackledger.command.facility.Facilities.changed;
import static io.rackledger.command.facility.Facilities.facility;
import static io.rackledger.command.facility.Facilities.leased;
import static io.rackledger.command.facility.Facilities.moved;
import static io.rackledger.command.facility.Facilities.party;
import static io.rackledger.command.facility.Facilities.period;
import static io.rackledger.command.facility.Facilities.placed;
import static io.rackledger.command.facility.Facilities.terminated;
import static io.rackledger.command.facility.Facilities.terms;
import static io.rackledger.command.facility.Facilities.time;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.CapacityDimension;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeFacilityCapacityTest {
    private static final CapacityDimension POWER = CapacityDimension.POWER_MW;

    private static ChangeFacilityCapacity.Body power(String limit, @Nullable String from) {
        return changing(POWER, limit, from);
    }

    private static ChangeFacilityCapacity.Body changing(
            CapacityDimension dimension, String limit, @Nullable String from) {
        return new ChangeFacilityCapacity.Body(COLOSSUS_1, dimension, new BigDecimal(limit), time(from));
    }

    private static DeciderFixture<ChangeFacilityCapacity.Body, FacilityState> site() {
        return DeciderFixture.of(new ChangeFacilityCapacity()).given("2024-07", facility(COLOSSUS_1, "300"));
    }

    @Test
    void a_limit_may_go_up_and_down_to_what_is_in_use() {
        site().when(power("350", "2026-09")).then(changed(COLOSSUS_1, POWER, "350"));
        site().given("2024-09", placed(COLOSSUS_1, XAI, "200"))
                .given("2025", leased("lease-1", COLOSSUS_1, "50", null, period("2025", null)))
                .when(power("250", "2026-09"))
                .then(changed(COLOSSUS_1, POWER, "250"));
        site().when(power("0", "2026-09")).then(changed(COLOSSUS_1, POWER, "0"));
    }

    @Test
    void a_limit_never_goes_below_what_is_leased_and_placed() {
        site().given("2024-09", placed(COLOSSUS_1, XAI, "200"))
                .given("2025", leased("lease-1", COLOSSUS_1, "50", null, period("2025", null)))
                .when(power("249", "2026-09"))
                .thenRefused("capacity-in-use");
        site().given("2024-09", placed(COLOSSUS_1, XAI, "200"))
                .whenObserved(power("199", "2026-09"))
                .thenRefused("capacity-in-use");
    }

    @Test
    void what_begins_later_is_in_use_from_then_on() {
        site().given("2027-01", leased("lease-1", COLOSSUS_1, "300", null, period("2027-01", null)))
                .when(power("299", "2026-09"))
                .thenRefused("capacity-in-use");
        site().given("2027-01", leased("lease-1", COLOSSUS_1, "300", null, period("2027-01", null)))
                .given("2026-12-01", changed(COLOSSUS_1, POWER, "300"))
                .when(power("0", "2026-09"))
                .then(changed(COLOSSUS_1, POWER, "0"));
    }

    @Test
    void what_has_ended_or_left_by_then_is_not_in_use() {
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", null, period("2025", "2026-09")))
                .when(power("0", "2026-09"))
                .then(changed(COLOSSUS_1, POWER, "0"));
        site().given("2024-09", placed(COLOSSUS_1, XAI, "300"))
                .given("2026-05", moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"))
                .when(power("0", "2026-05-01"))
                .then(changed(COLOSSUS_1, POWER, "0"));
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", null, period("2025", null)))
                .given("2026-04-01", amended("lease-1", terms("200", null, null), null))
                .given("2026-08-01", terminated("lease-1", null))
                .when(power("200", "2026-04-01"))
                .then(changed(COLOSSUS_1, POWER, "200"));
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", null, period("2025", null)))
                .given("2026-04-01", amended("lease-1", terms("200", null, null), null))
                .when(power("200", "2026-03-31"))
                .thenRefused("capacity-in-use");
    }

    @Test
    void where_dates_overlap_it_may_be_in_use() {
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", null, period("2025", "2026-09-15")))
                .when(power("100", "2026-09"))
                .thenFlagged("capacity-in-use", true, changed(COLOSSUS_1, POWER, "100"));
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", null, period("2025", "2026-09-15")))
                .whenObserved(power("100", null))
                .thenFlagged("capacity-in-use", true, changed(COLOSSUS_1, POWER, "100"));
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", null, period("2025", null)))
                .whenObserved(power("100", null))
                .thenRefused("capacity-in-use");
    }

    @Test
    void a_lease_of_unknown_size_may_be_in_the_way() {
        site().given("2025", leased("lease-1", COLOSSUS_1, null, null, period("2025", null)))
                .when(power("400", "2026-09"))
                .thenFlagged("capacity-in-use", true, changed(COLOSSUS_1, POWER, "400"));
    }

    @Test
    void each_dimension_is_held_to_its_own_use() {
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", 600L, period("2025", null)))
                .when(changing(CapacityDimension.GPUS, "599", "2026-09"))
                .thenRefused("capacity-in-use");
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", 600L, period("2025", null)))
                .when(changing(CapacityDimension.GPUS, "600", "2026-09"))
                .then(changed(COLOSSUS_1, CapacityDimension.GPUS, "600"));
        site().given("2025", leased("lease-1", COLOSSUS_1, "300", 600L, period("2025", null)))
                .when(changing(CapacityDimension.COOLING_MW, "0", "2026-09"))
                .then(changed(COLOSSUS_1, CapacityDimension.COOLING_MW, "0"));
    }

    @Test
    void a_limit_is_not_negative_and_a_count_is_whole() {
        site().when(power("-1", "2026-09")).thenRefused("not-positive");
        site().whenObserved(power("-0.5", "2026-09")).thenRefused("not-positive");
        site().when(changing(CapacityDimension.GPUS, "10.0", "2026-09")).accepted();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> changing(CapacityDimension.SPACE_RACKS, "10.5", "2026-09"))
                .withMessageContaining("limit");
    }

    @Test
    void the_facility_is_on_record() {
        DeciderFixture.of(new ChangeFacilityCapacity())
                .when(power("1", "2026-09"))
                .thenRefused("unknown-facility");
    }

    @Test
    void a_workload_finds_room_by_the_limit_of_its_time() {
        DeciderFixture.of(new PlaceWorkload())
                .given(null, party(XAI))
                .given("2024-07", facility(COLOSSUS_1, "300"))
                .given("2027-01-01", changed(COLOSSUS_1, POWER, "250"))
                .when(new PlaceWorkload.Body(COLOSSUS_1, XAI, new BigDecimal("251"), time("2026-05")))
                .thenRefused("capacity-exceeded");
        DeciderFixture.of(new TransitionWorkload())
                .given(null, party(XAI))
                .given("2024-07", facility(COLOSSUS_1, "300"))
                .given("2024-07", facility(COLOSSUS_2, "300"))
                .given("2024-09", placed(COLOSSUS_1, XAI, "300"))
                .given("2026-01-01", changed(COLOSSUS_2, POWER, "299"))
                .when(new TransitionWorkload.Body(XAI, COLOSSUS_1, COLOSSUS_2, new BigDecimal("300"), time("2026-05")))
                .thenRefused("capacity-exceeded");
    }
}
