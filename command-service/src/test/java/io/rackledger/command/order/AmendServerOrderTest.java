package io.rackledger.command.order;

import static io.rackledger.command.order.Facts.DELL;
import static io.rackledger.command.order.Facts.DELL_LOT;
import static io.rackledger.command.order.Facts.ORDER;
import static io.rackledger.command.order.Facts.PROGRAMME;
import static io.rackledger.command.order.Facts.SECOND_LOT;
import static io.rackledger.command.order.Facts.SMCI_LOT;
import static io.rackledger.command.order.Facts.SUPERMICRO;
import static io.rackledger.command.order.Facts.XAI;
import static io.rackledger.command.order.Facts.amended;
import static io.rackledger.command.order.Facts.amendedIn;
import static io.rackledger.command.order.Facts.cancelled;
import static io.rackledger.command.order.Facts.delivered;
import static io.rackledger.command.order.Facts.dell;
import static io.rackledger.command.order.Facts.moved;
import static io.rackledger.command.order.Facts.onlyGpus;
import static io.rackledger.command.order.Facts.onlyRacks;
import static io.rackledger.command.order.Facts.party;
import static io.rackledger.command.order.Facts.placed;
import static io.rackledger.command.order.Facts.placedIn;
import static io.rackledger.command.order.Facts.programme;
import static io.rackledger.command.order.Facts.racks;
import static io.rackledger.command.order.Facts.share;
import static io.rackledger.command.order.Facts.shifted;
import static io.rackledger.command.order.Facts.smci;
import static io.rackledger.command.order.Facts.usd;
import static io.rackledger.command.order.Facts.withShare;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AmendServerOrderTest {
    private static final OrderId OTHER = new OrderId("ord-2");

    @Test
    void a_lot_changes_in_the_measures_that_are_given_and_keeps_the_others() {
        ordered().when(body(onlyRacks(900))).then(amended(DELL_LOT, DELL, withGpus(onlyRacks(900), racks(800))));
        ordered().when(body(racks(900))).then(amended(DELL_LOT, DELL, racks(900)));
        ordered().whenObserved(body(racks(700))).then(amended(DELL_LOT, DELL, racks(700)));
    }

    @Test
    void what_was_unknown_becomes_known() {
        shares().when(body(onlyRacks(500))).then(amended(DELL_LOT, DELL, withShare(onlyRacks(500), "0.5")));
    }

    @Test
    void a_lot_that_a_shift_made_is_amended_too() {
        worked().when(body(SECOND_LOT, racks(450), "2024-12-01")).then(amended(SECOND_LOT, DELL, racks(450)));
    }

    @Test
    void no_lot_is_amended_below_what_was_delivered_shifted_and_cancelled() {
        worked().when(body(racks(400))).then(amended(DELL_LOT, DELL, racks(400)));
        worked().when(body(racks(399))).thenRefused("below-delivered");
        worked().whenObserved(body(onlyRacks(399))).thenRefused("below-delivered");
        worked().when(body(SMCI_LOT, racks(800), "2024-12-01")).accepted();
        worked().when(body(SMCI_LOT, racks(799), "2024-12-01")).thenRefused("below-delivered");
        worked().given("2024-11-30", cancelled(DELL_LOT, DELL, racks(1), false))
                .when(body(racks(400)))
                .thenRefused("below-delivered");
    }

    @Test
    void below_in_one_measure_is_below() {
        Measures fewerGpus = new Measures(900L, null, 25_599L, null, null, null);
        worked().when(body(fewerGpus)).thenRefused("below-delivered");
    }

    @Test
    void a_lot_of_which_an_unknown_amount_is_gone_may_be_amended_below_it() {
        shares().given("2024-08", delivered("d1", DELL_LOT, DELL, onlyGpus(64)))
                .when(body(onlyRacks(1)))
                .thenFlagged("below-delivered", true, amended(DELL_LOT, DELL, withShare(onlyRacks(1), "0.5")));
        ordered()
                .given("2024-08", delivered("d1", DELL_LOT, DELL, onlyGpus(64)))
                .when(body(onlyRacks(800)))
                .then(amended(DELL_LOT, DELL, racks(800)));
        ordered()
                .given("2024-08", delivered("d1", DELL_LOT, DELL, onlyGpus(64)))
                .when(body(onlyRacks(799)))
                .thenFlagged("below-delivered", true, amended(DELL_LOT, DELL, withGpus(onlyRacks(799), racks(800))));
    }

    @Test
    void an_amendment_heard_of_late_changes_what_held_until_the_next_one() {
        ordered()
                .given("2024-10-01", amended(DELL_LOT, DELL, racks(900)))
                .given("2024-12-31", delivered("d1", DELL_LOT, DELL, racks(900)))
                .when(body(DELL_LOT, onlyRacks(700), "2024-08-01"))
                .then(amended(DELL_LOT, DELL, withGpus(onlyRacks(700), racks(800))));
        ordered()
                .given("2024-10", amended(DELL_LOT, DELL, racks(900)))
                .given("2024-12-31", delivered("d1", DELL_LOT, DELL, racks(900)))
                .when(body(DELL_LOT, racks(700), "2024-10-15"))
                .thenRefused("below-delivered");
        ordered()
                .given("2024-10-15", amended(DELL_LOT, DELL, racks(900)))
                .given("2024-12-31", delivered("d1", DELL_LOT, DELL, racks(900)))
                .when(body(DELL_LOT, racks(700), "2024-10"))
                .thenFlagged("below-delivered", true, amended(DELL_LOT, DELL, racks(700)));
        ordered()
                .given("2024-10-01", amended(DELL_LOT, DELL, racks(900)))
                .given("2024-12-31", delivered("d1", DELL_LOT, DELL, racks(900)))
                .when(body(DELL_LOT, racks(700), "2024-11-01"))
                .thenRefused("below-delivered");
    }

    @Test
    void a_lot_still_brings_something() {
        ordered().when(body(onlyRacks(0))).thenRefused("not-positive");
        ordered().whenObserved(body(racks(0))).thenRefused("not-positive");
    }

    @Test
    void a_measure_is_given() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body(Measures.UNKNOWN))
                .withMessageContaining("measures");
    }

    @Test
    void an_order_has_one_currency() {
        Measures euros = new Measures(null, null, null, null, Money.parse("EUR 1.00"), null);
        ordered().whenObserved(body(euros)).thenRefused("currency-mixed");
        ordered().when(body(usd("1.00"))).accepted();
    }

    @Test
    void the_order_has_the_lot() {
        ordered()
                .whenObserved(body(new LotId("other"), racks(900), "2024-12-01"))
                .thenRefused("unknown-lot");
        DeciderFixture.of(new AmendServerOrder()).when(body(racks(900))).thenRefused("unknown-order");
    }

    @Test
    void nothing_is_amended_before_it_was_ordered() {
        ordered().when(body(DELL_LOT, racks(900), "2024-06-18")).thenRefused("before-lot");
        ordered().when(body(DELL_LOT, racks(900), "2024-06-19")).then(amended(DELL_LOT, DELL, racks(900)));
        ordered()
                .when(body(DELL_LOT, racks(900), "2024-06"))
                .thenFlagged("before-lot", true, amended(DELL_LOT, DELL, racks(900)));
        ordered()
                .whenObserved(body(DELL_LOT, racks(900), null))
                .thenFlagged("before-lot", true, amended(DELL_LOT, DELL, racks(900)));
        worked().whenObserved(body(SECOND_LOT, racks(450), "2024-11-17")).thenRefused("before-lot");
    }

    @Test
    void shares_sum_to_no_more_than_one() {
        shares().whenObserved(body(share("0.6"))).thenRefused("shares-not-one");
        shares().when(body(share("0.4"))).then(amended(DELL_LOT, DELL, share("0.4")));
        shares().given("2024-07", amended(SMCI_LOT, SUPERMICRO, share("0.4")))
                .when(body(share("0.6")))
                .then(amended(DELL_LOT, DELL, share("0.6")));
        shares().given("2024-11", shifted(SECOND_LOT, false, share("0.25"), moved(SMCI_LOT, share("0.25"))))
                .when(body(share("0.5")))
                .then(amended(DELL_LOT, DELL, share("0.5")));
    }

    @Test
    void gpus_grow_to_the_target_of_the_programme_and_no_further() {
        inProgramme(programme(128L, null)).when(body(onlyGpus(96))).accepted();
        inProgramme(programme(128L, null)).when(body(onlyGpus(97))).thenRefused("programme-overcommitted");
        inProgramme(programme(128L, null))
                .whenObserved(body(onlyGpus(97)))
                .thenFlagged("programme-overcommitted", false, amendedIn(PROGRAMME, DELL_LOT, DELL, onlyGpus(97)));
        inProgramme(programme(128L, null))
                .given("2024", new OrderCancelled(OTHER, XAI, PROGRAMME, lot("b"), DELL, onlyGpus(1), false, null))
                .when(body(onlyGpus(97)))
                .accepted();
        inProgramme(programme(128L, null))
                .given("2024", placedIn(PROGRAMME, new OrderId("ord-3"), allocated("c", onlyRacks(1))))
                .when(body(onlyGpus(65)))
                .thenFlagged("programme-overcommitted", true, amendedIn(PROGRAMME, DELL_LOT, DELL, onlyGpus(65)));
    }

    @Test
    void a_programme_that_is_overcommitted_lets_gpus_shrink() {
        inProgramme(programme(10L, null)).when(body(onlyGpus(63))).accepted();
    }

    @Test
    void an_amendment_counts_in_place_of_what_a_stated_total_held_for_the_lot() {
        ServerOrderPlaced withTotal = new ServerOrderPlaced(
                ORDER, XAI, PROGRAMME, onlyGpus(100), List.of(dell(onlyGpus(60)), smci(onlyGpus(40))));
        DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", withTotal)
                .given("2024-01-01", programme(110L, null))
                .when(body(onlyGpus(70)))
                .accepted();
        DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", withTotal)
                .given("2024-01-01", programme(110L, null))
                .given("2024-07-01", amendedIn(PROGRAMME, SMCI_LOT, SUPERMICRO, onlyGpus(41)))
                .when(body(onlyGpus(70)))
                .thenRefused("programme-overcommitted");
    }

    @Test
    void what_a_total_holds_for_a_lot_of_unknown_size_may_be_less_than_its_amendment_says() {
        ServerOrderPlaced withTotal = new ServerOrderPlaced(
                ORDER, XAI, PROGRAMME, onlyGpus(100), List.of(dell(onlyRacks(1)), smci(onlyRacks(1))));
        DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", withTotal)
                .given("2024-01-01", programme(100L, null))
                .when(body(onlyGpus(60)))
                .thenFlagged(
                        "programme-overcommitted",
                        true,
                        amendedIn(PROGRAMME, DELL_LOT, DELL, withGpus(onlyRacks(1), onlyGpus(60))));
        DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", withTotal)
                .given("2024-01-01", programme(100L, null))
                .when(body(onlyGpus(101)))
                .thenRefused("programme-overcommitted");
    }

    @Test
    void a_vendor_grows_to_the_cap_of_the_programme_and_no_further() {
        inProgramme(programme(null, "0.75")).when(body(onlyGpus(96))).accepted();
        halves("0.6").when(body(onlyRacks(6))).accepted();
        halves("0.6").when(body(onlyRacks(7))).thenRefused("concentration-cap");
        halves("0.6")
                .whenObserved(body(onlyRacks(7)))
                .thenFlagged("concentration-cap", false, amendedIn(PROGRAMME, DELL_LOT, DELL, onlyRacks(7)));
    }

    @Test
    void the_others_grow_when_a_lot_shrinks() {
        halves("0.6").when(body(onlyRacks(3))).accepted();
        halves("0.6").when(body(onlyRacks(2))).thenRefused("concentration-cap");
        halves("0.6")
                .whenObserved(body(onlyRacks(2)))
                .thenFlagged("concentration-cap", false, amendedIn(PROGRAMME, DELL_LOT, DELL, onlyRacks(2)));
    }

    @Test
    void where_sizes_are_unknown_the_cap_may_be_exceeded() {
        DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", placedIn(PROGRAMME, ORDER, dell(share("0.5")), smci(share("0.5"))))
                .given(null, programme(null, "0.6"))
                .when(body(onlyRacks(4)))
                .thenFlagged(
                        "concentration-cap",
                        true,
                        amendedIn(PROGRAMME, DELL_LOT, DELL, withShare(onlyRacks(4), "0.5")));
    }

    @Test
    void a_programme_without_target_and_cap_is_not_read() {
        DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", placedIn(PROGRAMME, ORDER, dell(racks(1))))
                .given(null, programme(null, null))
                .elsewhere("2024-01", placedIn(PROGRAMME, OTHER, allocated("b", racks(1))))
                .when(body(racks(2)))
                .then(amendedIn(PROGRAMME, DELL_LOT, DELL, racks(2)));
    }

    @Test
    void other_decisions_go_by_what_a_lot_was_amended_to() {
        DeciderFixture.of(new CancelOrder())
                .given("2024-06-19", placed(dell(racks(800))))
                .given("2024-10-01", amended(DELL_LOT, DELL, racks(900)))
                .when(cancelling(racks(900)))
                .then(cancelled(DELL_LOT, DELL, racks(900), false));
        DeciderFixture.of(new RecordDelivery())
                .given("2024-06-19", placed(dell(racks(800))))
                .given("2024-10-01", amended(DELL_LOT, DELL, racks(700)))
                .when(new RecordDelivery.Body(
                        new DeliveryId("d1"), ORDER, DELL_LOT, null, racks(701), ValidTime.parse("2025-01"), null))
                .thenRefused("over-delivery");
        DeciderFixture.of(new ShiftOrderToVendor())
                .given(null, party(DELL))
                .given(null, party(SUPERMICRO))
                .given("2024-06-19", placed(smci(racks(800))))
                .given("2024-10-01", amended(SMCI_LOT, SUPERMICRO, racks(700)))
                .when(new ShiftOrderToVendor.Body(
                        ORDER,
                        null,
                        SUPERMICRO,
                        DELL,
                        new Extent(null, new BigDecimal("0.5"), null),
                        SECOND_LOT,
                        null,
                        ValidTime.parse("2024-11-18"),
                        "risk of delisting",
                        null))
                .then(shifted(SECOND_LOT, false, racks(350), moved(SMCI_LOT, racks(350))));
    }

    @Test
    void a_lot_that_was_emptied_has_open_what_it_is_amended_by() {
        DeciderFixture.of(new CancelOrder())
                .given("2024-06-19", placed(dell(racks(800))))
                .given("2024-08-01", cancelled(DELL_LOT, DELL, racks(800), true))
                .given("2024-10-01", amended(DELL_LOT, DELL, racks(900)))
                .when(cancelling(new Extent(true, null, null)))
                .then(cancelled(DELL_LOT, DELL, racks(100), true));
        DeciderFixture.of(new CancelOrder())
                .given("2024-06-19", placed(dell(share("0.5"))))
                .given("2024-08-01", cancelled(DELL_LOT, DELL, Measures.UNKNOWN, true))
                .given("2024-07-01", amended(DELL_LOT, DELL, withShare(onlyRacks(900), "0.5")))
                .when(cancelling(onlyRacks(1)))
                .thenRefused("nothing-open");
        DeciderFixture.of(new CancelOrder())
                .given("2024-06-19", placed(dell(share("0.5"))))
                .given("2024-08-01", cancelled(DELL_LOT, DELL, Measures.UNKNOWN, true))
                .given("2024-10-01", amended(DELL_LOT, DELL, withShare(onlyRacks(900), "0.5")))
                .when(cancelling(onlyRacks(1)))
                .thenFlagged("exceeds-open", true, cancelled(DELL_LOT, DELL, onlyRacks(1), false));
    }

    private static DeciderFixture<AmendServerOrder.Body, OrderBook> ordered() {
        return DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", placed(dell(racks(800)), smci(racks(800))));
    }

    private static DeciderFixture<AmendServerOrder.Body, OrderBook> worked() {
        return ordered()
                .given("2024-09-30", delivered("d1", DELL_LOT, DELL, racks(400)))
                .given("2024-09-30", delivered("d2", SMCI_LOT, SUPERMICRO, racks(400)))
                .given("2024-11-18", shifted(SECOND_LOT, true, racks(400), moved(SMCI_LOT, racks(400))));
    }

    private static DeciderFixture<AmendServerOrder.Body, OrderBook> shares() {
        return DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", placed(dell(share("0.5")), smci(share("0.5"))));
    }

    /** 64 GPUs of this order, at Dell, and 32 of another, at Supermicro. */
    private static DeciderFixture<AmendServerOrder.Body, OrderBook> inProgramme(ProgrammeDefined programme) {
        return DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", placedIn(PROGRAMME, ORDER, dell(onlyGpus(64))))
                .given("2024-01-01", programme)
                .given("2024-01-01", placedIn(PROGRAMME, OTHER, allocated("b", onlyGpus(32))));
    }

    /** Four racks at Dell, and four at Supermicro. */
    private static DeciderFixture<AmendServerOrder.Body, OrderBook> halves(String cap) {
        return DeciderFixture.of(new AmendServerOrder())
                .given("2024-06-19", placedIn(PROGRAMME, ORDER, dell(onlyRacks(4)), smci(onlyRacks(4))))
                .given(null, programme(null, cap));
    }

    private static LotId lot(String id) {
        return new LotId(id);
    }

    private static Allocation allocated(String lot, Measures measures) {
        return new Allocation(lot(lot), SUPERMICRO, measures);
    }

    private static AmendServerOrder.Body body(Measures measures) {
        return body(DELL_LOT, measures, "2024-12-01");
    }

    private static AmendServerOrder.Body body(LotId lot, Measures measures, @Nullable String on) {
        return new AmendServerOrder.Body(ORDER, lot, measures, on == null ? null : ValidTime.parse(on));
    }

    private static CancelOrder.Body cancelling(Measures measures) {
        return cancelling(new Extent(null, null, measures));
    }

    private static CancelOrder.Body cancelling(Extent extent) {
        return new CancelOrder.Body(ORDER, DELL_LOT, null, extent, ValidTime.parse("2025-01-31"), "descoped");
    }

    private static Measures withGpus(Measures measures, Measures others) {
        return new Measures(measures.racks(), null, others.gpus(), null, others.value(), null);
    }
}
