package io.rackledger.command.facility;

import static io.rackledger.command.facility.Facilities.ANTHROPIC;
import static io.rackledger.command.facility.Facilities.COLOSSUS_1;
import static io.rackledger.command.facility.Facilities.COLOSSUS_2;
import static io.rackledger.command.facility.Facilities.XAI;
import static io.rackledger.command.facility.Facilities.facility;
import static io.rackledger.command.facility.Facilities.leased;
import static io.rackledger.command.facility.Facilities.moved;
import static io.rackledger.command.facility.Facilities.party;
import static io.rackledger.command.facility.Facilities.period;
import static io.rackledger.command.facility.Facilities.placed;
import static io.rackledger.command.facility.Facilities.time;

import io.rackledger.command.decision.DeciderFixture;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaceWorkloadTest {
    private static PlaceWorkload.Body placing(String megawatts, @Nullable String from) {
        return new PlaceWorkload.Body(COLOSSUS_1, XAI, new BigDecimal(megawatts), time(from));
    }

    private static DeciderFixture<PlaceWorkload.Body, FacilityState> site(@Nullable String megawatts) {
        return DeciderFixture.of(new PlaceWorkload())
                .given(null, party(XAI))
                .given("2024-07", facility(COLOSSUS_1, megawatts));
    }

    @Test
    void a_workload_takes_all_the_room_there_is() {
        site("300").when(placing("300", "2024-09")).then(placed(COLOSSUS_1, XAI, "300"));
    }

    @Test
    void a_workload_beyond_the_limit_is_refused_in_both_modes() {
        site("300").when(placing("300.001", "2024-09")).thenRefused("capacity-exceeded");
        site("300").whenObserved(placing("300.001", "2024-09")).thenRefused("capacity-exceeded");
    }

    @Test
    void workloads_of_all_parties_add_up() {
        site("300")
                .given("2024-08", placed(COLOSSUS_1, ANTHROPIC, "200"))
                .when(placing("101", "2024-09"))
                .thenRefused("capacity-exceeded");
        site("300")
                .given("2024-08", placed(COLOSSUS_1, ANTHROPIC, "200"))
                .when(placing("100", "2024-09"))
                .then(placed(COLOSSUS_1, XAI, "100"));
    }

    @Test
    void a_workload_must_leave_room_for_a_lease_that_begins_later() {
        site("300")
                .given("2026-05", leased("lease-1", COLOSSUS_1, "200", null, period("2026-05", null)))
                .when(placing("101", "2025-01"))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void a_lease_that_has_ended_leaves_its_room() {
        site("300")
                .given("2024-05", leased("lease-1", COLOSSUS_1, "200", null, period("2024-05", "2025-01")))
                .when(placing("300", "2025-01"))
                .then(placed(COLOSSUS_1, XAI, "300"));
    }

    @Test
    void a_lease_that_may_not_have_ended_is_flagged() {
        site("300")
                .given("2024-05", leased("lease-1", COLOSSUS_1, "200", null, period("2024-05", "2025")))
                .when(placing("300", "2025-03"))
                .thenFlagged("capacity-exceeded", true, placed(COLOSSUS_1, XAI, "300"));
    }

    @Test
    void workloads_without_an_end_meet_whenever_they_began() {
        site("300")
                .given(null, placed(COLOSSUS_1, ANTHROPIC, "200"))
                .when(placing("200", "2025-03"))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void a_workload_of_unknown_date_counts_as_possible() {
        site("300")
                .given("2024-05", leased("lease-1", COLOSSUS_1, "200", null, period("2024-05", "2025")))
                .whenObserved(placing("200", null))
                .thenFlagged("capacity-exceeded", true, placed(COLOSSUS_1, XAI, "200"));
    }

    @Test
    void an_unknown_limit_may_be_exceeded() {
        site(null).when(placing("1", "2024-09")).thenFlagged("capacity-exceeded", true, placed(COLOSSUS_1, XAI, "1"));
    }

    @Test
    void a_workload_is_more_than_nothing() {
        site("300").when(placing("0", "2024-09")).thenRefused("not-positive");
        site("300").whenObserved(placing("-1", "2024-09")).thenRefused("not-positive");
    }

    @Test
    void what_left_leaves_room_and_what_arrived_takes_it() {
        site("300")
                .given("2024-08", placed(COLOSSUS_1, ANTHROPIC, "300"))
                .given("2025-01", moved(ANTHROPIC, COLOSSUS_1, COLOSSUS_2, "300"))
                .when(placing("300", "2025-01"))
                .then(placed(COLOSSUS_1, XAI, "300"));
        site("300")
                .given("2025-01", moved(ANTHROPIC, COLOSSUS_2, COLOSSUS_1, "300"))
                .when(placing("1", "2025-01"))
                .thenRefused("capacity-exceeded");
    }

    @Test
    void another_facility_is_not_read() {
        site("300")
                .elsewhere("2024-08", placed(COLOSSUS_2, XAI, "300"))
                .when(placing("300", "2024-09"))
                .then(placed(COLOSSUS_1, XAI, "300"));
    }
}
