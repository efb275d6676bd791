package io.rackledger.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Event;
import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupplierReadinessTest {
    private static final PartyId DELL = new PartyId("dell");
    private static final PartyId WISTRON = new PartyId("wistron");
    private static final PartyId FOXCONN = new PartyId("foxconn");

    private SupplierReadiness readiness = SupplierReadiness.NONE;
    private long position;

    @Test
    void who_has_no_suppliers_waits_for_nobody() {
        given("2024", ready(WISTRON, "2025"));
        assertThat(at("2024")).isEqualTo(Truth.NO);
        assertThat(at(null)).isEqualTo(Truth.NO);
    }

    @Test
    void a_supplier_is_not_ready_before_the_day_it_names() {
        given("2023", linked(WISTRON));
        given("2024", ready(WISTRON, "2025-03"));
        assertThat(at("2025-02")).isEqualTo(Truth.YES);
        assertThat(at("2025-03")).isEqualTo(Truth.NO);
        assertThat(at("2025-04-01")).isEqualTo(Truth.NO);
        assertThat(at("2025-03-15")).isEqualTo(Truth.POSSIBLE);
        assertThat(at(null)).isEqualTo(Truth.POSSIBLE);
    }

    @Test
    void a_supplier_that_says_nothing_of_it_does_not_count() {
        given("2023", linked(WISTRON));
        given("2024", new SupplyStateReported(WISTRON, null, null, null, SupplyState.CONSTRAINED, null, null));
        assertThat(at("2024")).isEqualTo(Truth.NO);
        given("2024", ready(WISTRON, "2026"));
        given("2025", new SupplyStateReported(WISTRON, null, null, null, SupplyState.CONSTRAINED, null, null));
        assertThat(at("2025")).isEqualTo(Truth.YES);
    }

    @Test
    void one_supplier_that_is_not_ready_is_enough() {
        given("2023", linked(WISTRON));
        given("2023", linked(FOXCONN));
        given("2024", ready(WISTRON, "2024"));
        given("2024", ready(FOXCONN, "2026"));
        assertThat(at("2025")).isEqualTo(Truth.YES);
    }

    @Test
    void only_who_is_a_supplier_at_that_time_counts() {
        given("2024-06", linked(WISTRON));
        given("2025-06", new SupplierUnlinked(WISTRON, DELL, "ASSEMBLY"));
        given("2024", ready(WISTRON, "2027"));
        assertThat(at("2024-05")).isEqualTo(Truth.NO);
        assertThat(at("2024-06")).isEqualTo(Truth.YES);
        assertThat(at("2024")).isEqualTo(Truth.POSSIBLE);
        assertThat(at("2025-06")).isEqualTo(Truth.NO);
        assertThat(at("2026")).isEqualTo(Truth.NO);
    }

    @Test
    void a_customer_of_the_customer_is_no_supplier() {
        given("2024", new SupplierLinked(DELL, FOXCONN, "ASSEMBLY", null));
        given("2024", ready(FOXCONN, "2027"));
        assertThat(at("2025")).isEqualTo(Truth.NO);
    }

    @Test
    void the_latest_report_holds_whenever_it_was_recorded() {
        given("2023", linked(WISTRON));
        given("2024-06", ready(WISTRON, "2024-07"));
        given("2024-01", ready(WISTRON, "2026"));
        assertThat(at("2025")).isEqualTo(Truth.NO);
        given("2024-09", ready(WISTRON, "2026"));
        assertThat(at("2025")).isEqualTo(Truth.YES);
    }

    @Test
    void of_the_same_day_the_last_on_record_holds() {
        given("2023", linked(WISTRON));
        given("2024-06-01", ready(WISTRON, "2024-07"));
        given("2024-06-01", ready(WISTRON, "2026"));
        assertThat(at("2025")).isEqualTo(Truth.YES);
        given("2024-06-01", ready(WISTRON, "2024-08"));
        assertThat(at("2025")).isEqualTo(Truth.NO);
    }

    @Test
    void reports_whose_order_is_in_doubt_leave_it_open_unless_they_agree() {
        given("2023", linked(WISTRON));
        given("2024", ready(WISTRON, "2026"));
        given("2024-06", ready(WISTRON, "2024-07"));
        assertThat(at("2025")).isEqualTo(Truth.POSSIBLE);
        assertThat(at("2024-05")).isEqualTo(Truth.YES);
        given(null, ready(WISTRON, "2027"));
        assertThat(at("2025")).isEqualTo(Truth.POSSIBLE);
    }

    @Test
    void the_reports_of_suppliers_are_read_once_they_are_known() {
        assertThat(readiness.boundary(DELL).criteria()).hasSize(1);
        given("2023", linked(WISTRON));
        assertThat(readiness.boundary(DELL).criteria())
                .containsExactlyInAnyOrder(
                        new Criterion(Set.of(SupplierLinked.class, SupplierUnlinked.class), Set.of(Tag.of(DELL))),
                        new Criterion(Set.of(SupplyStateReported.class), Set.of(Tag.of(WISTRON))));
    }

    private Truth at(@Nullable String time) {
        return readiness.notReady(DELL, time == null ? null : ValidTime.parse(time));
    }

    private void given(@Nullable String time, Event event) {
        readiness = readiness.after(new Recorded(
                position++,
                "event-" + position,
                Instant.EPOCH,
                time == null ? null : ValidTime.parse(time),
                Mode.DECIDED,
                null,
                "test",
                "command",
                null,
                event));
    }

    private static SupplierLinked linked(PartyId supplier) {
        return new SupplierLinked(supplier, DELL, "ASSEMBLY", null);
    }

    private static SupplyStateReported ready(PartyId supplier, String from) {
        return new SupplyStateReported(supplier, null, null, null, SupplyState.READY, null, ValidTime.parse(from));
    }
}
