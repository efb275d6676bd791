package io.rackledger.query.fold;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.DELL_LOT;
import static io.rackledger.query.fold.Histories.ORDER;
import static io.rackledger.query.fold.Histories.SECOND_LOT;
import static io.rackledger.query.fold.Histories.SMCI_LOT;
import static io.rackledger.query.fold.Histories.SUPERMICRO;
import static io.rackledger.query.fold.Histories.amended;
import static io.rackledger.query.fold.Histories.articles;
import static io.rackledger.query.fold.Histories.cancelled;
import static io.rackledger.query.fold.Histories.delivered;
import static io.rackledger.query.fold.Histories.dell;
import static io.rackledger.query.fold.Histories.money;
import static io.rackledger.query.fold.Histories.onlyRacks;
import static io.rackledger.query.fold.Histories.placed;
import static io.rackledger.query.fold.Histories.racks;
import static io.rackledger.query.fold.Histories.shifted;
import static io.rackledger.query.fold.Histories.smci;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Tag;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class OrdersTest {
    @Test
    void amounts_that_are_known_are_exact() {
        OrderState order = order(worked());

        assertThat(bounds(order, DELL_LOT, Basis.OPEN)).isEqualTo(exactly(100));
        assertThat(bounds(order, SECOND_LOT, Basis.COMMITTED)).isEqualTo(exactly(350));
        assertThat(bounds(order, SECOND_LOT, Basis.AWARDED)).isEqualTo(exactly(0));
        assertThat(bounds(order, SMCI_LOT, Basis.DELIVERED)).isEqualTo(exactly(400));
        assertThat(order.total(Basis.OPEN, Measure.RACKS)).isEqualTo(exactly(450));
    }

    @Test
    void a_shift_of_an_unknown_part_moves_at_most_what_was_open() {
        OrderState order = order(new Histories()
                .then("2024-06-19", placed(null, dell(onlyRacks(100)), smci(onlyRacks(300))))
                .then("2024-06-20", delivered("d-1", SMCI_LOT, SUPERMICRO, onlyRacks(120)))
                .then("2024-07", shifted(false, money("USD 5.00"))));

        assertThat(bounds(order, SECOND_LOT, Basis.COMMITTED)).isEqualTo(between(0, 180));
        assertThat(bounds(order, SMCI_LOT, Basis.COMMITTED)).isEqualTo(between(120, 300));
        assertThat(bounds(order, SMCI_LOT, Basis.OPEN)).isEqualTo(between(0, 180));
        assertThat(order.total(Basis.COMMITTED, Measure.RACKS)).isEqualTo(exactly(400));
        assertThat(order.total(Basis.OPEN, Measure.RACKS)).isEqualTo(exactly(280));
    }

    @Test
    void where_all_that_is_open_moves_what_stays_is_what_was_delivered() {
        OrderState order = order(new Histories()
                .then("2024-06-19", placed(null, dell(onlyRacks(100)), smci(onlyRacks(300))))
                .then("2024-06-20", delivered("d-1", SMCI_LOT, SUPERMICRO, onlyRacks(120)))
                .then("2024-07", shifted(true, money("USD 5.00"))));

        assertThat(bounds(order, SMCI_LOT, Basis.COMMITTED)).isEqualTo(exactly(120));
        assertThat(bounds(order, SMCI_LOT, Basis.OPEN)).isEqualTo(exactly(0));
    }

    @Test
    void a_lot_of_unknown_size_is_open_until_all_of_it_goes() {
        OrderState order = order(articles());

        assertThat(lot(order, SMCI_LOT).isOpen()).isFalse();
        assertThat(lot(order, DELL_LOT).isOpen()).isTrue();
        assertThat(lot(order, SECOND_LOT).isOpen()).isTrue();
        assertThat(lot(order, SECOND_LOT).bounds(Basis.COMMITTED, Measure.SHARE))
                .isEqualTo(Bounds.upTo(new BigDecimal("0.5")));
    }

    @Test
    void deliveries_and_cancellations_of_an_unknown_order_make_sense() {
        OrderState order = order(new Histories()
                .then(null, cancelled(DELL_LOT, DELL, onlyRacks(5)))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, onlyRacks(30))));

        assertThat(bounds(order, DELL_LOT, Basis.DELIVERED)).isEqualTo(exactly(30));
        assertThat(bounds(order, DELL_LOT, Basis.COMMITTED)).isEqualTo(new Bounds(BigDecimal.valueOf(30), null));
        assertThat(bounds(order, DELL_LOT, Basis.OPEN)).isEqualTo(Bounds.UNKNOWN);
        assertThat(order.placedOn()).isNull();
    }

    @Test
    void a_lot_is_what_it_was_last_amended_to_and_the_whole_with_it() {
        OrderState order = order(worked().then("2025-02-15", amended(DELL_LOT, DELL, racks(900)))
                .then("2025-02-16", amended(SMCI_LOT, SUPERMICRO, racks(810))));

        assertThat(bounds(order, DELL_LOT, Basis.AWARDED)).isEqualTo(exactly(900));
        assertThat(bounds(order, DELL_LOT, Basis.OPEN)).isEqualTo(exactly(200));
        assertThat(bounds(order, SMCI_LOT, Basis.OPEN)).isEqualTo(exactly(10));
        assertThat(lot(order, SMCI_LOT).isOpen()).isTrue();
        assertConserved(order, 1710);
    }

    @Test
    void what_a_shift_brought_was_ordered_elsewhere_and_what_it_was_amended_by_was_ordered_there() {
        OrderState raised = order(worked().then("2025-02-15", amended(SECOND_LOT, DELL, racks(430))));

        assertThat(bounds(raised, SECOND_LOT, Basis.AWARDED)).isEqualTo(exactly(30));
        assertThat(raised.total(Basis.AWARDED, Measure.RACKS)).isEqualTo(exactly(1630));
        assertConserved(raised, 1630);

        OrderState lowered = order(worked().then("2025-02-15", amended(SECOND_LOT, DELL, racks(360))));

        assertThat(bounds(lowered, SECOND_LOT, Basis.AWARDED)).isEqualTo(exactly(0));
        assertThat(lowered.total(Basis.OPEN, Measure.RACKS)).isEqualTo(exactly(410));
        assertConserved(lowered, 1560);
    }

    @Test
    void an_amendment_stands_in_the_order_of_its_time_also_before_its_lot_was_made() {
        OrderState order = order(new Histories()
                .then("2024-06-19", placed(null, dell(onlyRacks(100))))
                .then("2024-10-01", amended(DELL_LOT, DELL, onlyRacks(130)))
                .then("2024-08-01", amended(DELL_LOT, DELL, onlyRacks(120))));
        assertThat(bounds(order, DELL_LOT, Basis.OPEN)).isEqualTo(exactly(130));

        OrderState vague = order(new Histories()
                .then("2024-06-19", placed(null, dell(onlyRacks(100))))
                .then("2024", amended(DELL_LOT, DELL, onlyRacks(120))));
        assertThat(bounds(vague, DELL_LOT, Basis.OPEN)).isEqualTo(exactly(120));
        assertThat(bounds(vague, DELL_LOT, Basis.AWARDED)).isEqualTo(exactly(120));
    }

    @Test
    void a_lot_that_was_emptied_of_an_unknown_amount_and_amended_since_may_have_something_open() {
        OrderState order = order(articles().then("2025-01", amended(SMCI_LOT, SUPERMICRO, onlyRacks(500))));

        assertThat(bounds(order, SMCI_LOT, Basis.OPEN)).isEqualTo(between(0, 500));
        assertThat(lot(order, SMCI_LOT).isOpen()).isTrue();
        assertThat(bounds(order, SECOND_LOT, Basis.OPEN)).isEqualTo(Bounds.UNKNOWN);
    }

    private static void assertConserved(OrderState order, long ordered) {
        Bounds all = order.total(Basis.DELIVERED, Measure.RACKS)
                .plus(order.total(Basis.OPEN, Measure.RACKS))
                .plus(order.cancelled(Measure.RACKS));
        assertThat(all).isEqualTo(exactly(ordered));
    }

    @Test
    void a_value_in_another_currency_than_the_orders_is_not_known_in_it() {
        OrderState order = order(new Histories()
                .then("2024-06-19", placed(null, dell(money("USD 100.00"))))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, money("EUR 30.00"))));

        assertThat(order.currency()).isEqualTo("USD");
        assertThat(lot(order, DELL_LOT).bounds(Basis.OPEN, Measure.VALUE))
                .isEqualTo(Bounds.upTo(new BigDecimal("100.00")));
    }

    @Test
    void the_table_has_a_row_for_each_lot() {
        OrderState order = order(worked());

        assertThat(Orders.FOLD.rows(order)).hasSize(3);
        assertThat(value(order, "vendor")).isEqualTo("dell");
        assertThat(value(order, "placed_on")).hasToString("2024-06-19");
        assertThat(value(order, "open_racks")).isEqualTo(100L);
        assertThat(value(order, "open_power_mw")).isNull();
        assertThat(value(order, "open_value")).isEqualTo(new BigDecimal("750000000.00"));
        assertThat(value(order, "currency")).isEqualTo("USD");
    }

    private static Object value(OrderState order, String column) {
        int index = Orders.FOLD.columns().stream().map(Column::name).toList().indexOf(column);
        return Orders.FOLD.rows(order).getFirst().get(index);
    }

    private static OrderState order(Histories histories) {
        return histories.by("2025-12-31").of(Orders.FOLD).get(Tag.of(ORDER));
    }

    private static LotState lot(OrderState order, LotId id) {
        return order.lots().stream()
                .filter(lot -> lot.lot().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Bounds bounds(OrderState order, LotId id, Basis basis) {
        return lot(order, id).bounds(basis, Measure.RACKS);
    }

    private static Bounds exactly(long amount) {
        return Bounds.exactly(BigDecimal.valueOf(amount));
    }

    private static Bounds between(long low, long high) {
        return new Bounds(BigDecimal.valueOf(low), BigDecimal.valueOf(high));
    }
}
