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

class TransitionWorkloadTest {
    private static TransitionWorkload.Body moving(String megawatts, @Nullable String on) {
        return new TransitionWorkload.Body(XAI, COLOSSUS_1, COLOSSUS_2, new BigDecimal(megawatts), time(on));
    }

    private static DeciderFixture<TransitionWorkload.Body, FacilityState> sites() {
        return DeciderFixture.of(new TransitionWorkload())
                .given(null, party(XAI))
                .given("2024-07", facility(COLOSSUS_1, "300"))
                .given("2024-07", facility(COLOSSUS_2, "500"));
    }

    private static DeciderFixture<TransitionWorkload.Body, FacilityState> running() {
        return sites().given("2024-09", placed(COLOSSUS_1, XAI, "300"));
    }

    @Test
    void a_workload_moves_whole_or_in_part() {
        running().when(moving("300", "2026-05")).then(moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"));
        running().when(moving("120.5", "2026-05")).then(moved(XAI, COLOSSUS_1, COLOSSUS_2, "120.5"));
    }

    @Test
    void no_more_moves_than_runs_there() {
        running().when(moving("301", "2026-05")).thenRefused("exceeds-workload");
        running().whenObserved(moving("301", "2026-05")).thenRefused("exceeds-workload");
        sites().when(moving("1", "2026-05")).thenRefused("exceeds-workload");
    }

    @Test
    void the_workload_of_another_party_does_not_count_and_is_not_read() {
        sites().elsewhere("2024-09", placed(COLOSSUS_1, ANTHROPIC, "300"))
                .when(moving("1", "2026-05"))
                .thenRefused("exceeds-workload");
    }

    @Test
    void what_does_not_run_yet_cannot_move() {
        running().when(moving("300", "2024-08")).thenRefused("exceeds-workload");
        running().when(moving("300", "2024-09")).then(moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"));
        running()
                .when(moving("300", "2024-09-10"))
                .thenFlagged("exceeds-workload", true, moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"));
        running()
                .whenObserved(moving("300", null))
                .thenFlagged("exceeds-workload", true, moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"));
    }

    @Test
    void what_moves_later_must_still_be_there() {
        running()
                .given("2026-06", moved(XAI, COLOSSUS_1, COLOSSUS_2, "200"))
                .when(moving("101", "2026-05"))
                .thenRefused("exceeds-workload");
        running()
                .given("2026-06", moved(XAI, COLOSSUS_1, COLOSSUS_2, "200"))
                .when(moving("100", "2026-05"))
                .then(moved(XAI, COLOSSUS_1, COLOSSUS_2, "100"));
    }

    @Test
    void what_came_back_can_move_again() {
        running()
                .given("2025-01", moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"))
                .given("2025-06", moved(XAI, COLOSSUS_2, COLOSSUS_1, "300"))
                .when(moving("300", "2026-05"))
                .then(moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"));
    }

    @Test
    void the_target_must_have_room() {
        running()
                .given("2026-01", leased("lease-1", COLOSSUS_2, "300", null, period("2026-01", null)))
                .when(moving("201", "2026-05"))
                .thenRefused("capacity-exceeded");
        running()
                .given("2026-01", leased("lease-1", COLOSSUS_2, "300", null, period("2026-01", null)))
                .when(moving("200", "2026-05"))
                .then(moved(XAI, COLOSSUS_1, COLOSSUS_2, "200"));
    }

    @Test
    void room_that_ends_within_the_month_of_the_move_is_flagged() {
        running()
                .given("2026-01", leased("lease-1", COLOSSUS_2, "500", null, period("2026-01", "2026-05-15")))
                .when(moving("200", "2026-05"))
                .thenFlagged("capacity-exceeded", true, moved(XAI, COLOSSUS_1, COLOSSUS_2, "200"));
    }

    @Test
    void a_workload_moves_from_one_facility_to_another() {
        DeciderFixture.of(new TransitionWorkload())
                .given(null, party(XAI))
                .given("2024-07", facility(COLOSSUS_1, "300"))
                .given("2024-09", placed(COLOSSUS_1, XAI, "30"))
                .when(new TransitionWorkload.Body(XAI, COLOSSUS_1, COLOSSUS_1, BigDecimal.TEN, time("2026-05")))
                .thenRefused("same-facility");
        running().when(moving("0", "2026-05")).thenRefused("not-positive");
    }

    @Test
    void leases_at_the_source_are_not_read() {
        running()
                .elsewhere("2026-01", leased("lease-1", COLOSSUS_1, "1", null, period("2026-01", null)))
                .when(moving("300", "2026-05"))
                .then(moved(XAI, COLOSSUS_1, COLOSSUS_2, "300"));
    }
}
