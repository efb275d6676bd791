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
import static io.rackledger.command.order.Facts.suspended;
import static io.rackledger.command.order.Facts.withShare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShiftOrderToVendorTest {
    private static final Extent ALL = new Extent(true, null, null);
    private static final OrderId OTHER = new OrderId("ord-2");
    private static final PartyId WISTRON = new PartyId("wistron");

    @Test
    void all_that_is_open_moves_to_a_new_lot() {
        worked().when(all("ord-1-dell-2", "2024-11-18"))
                .then(shifted(SECOND_LOT, true, racks(400), moved(SMCI_LOT, racks(400))));
    }

    @Test
    void a_lot_that_nobody_named_gets_the_lowest_free_number() {
        worked().when(all(null, "2024-11-18"))
                .then(shifted(new LotId("ord-1-dell-1"), true, racks(400), moved(SMCI_LOT, racks(400))));
        worked().given("2024-10", shifted(new LotId("ord-1-dell-1"), false, racks(1), moved(SMCI_LOT, racks(1))))
                .when(all(null, "2024-11-18"))
                .then(shifted(SECOND_LOT, true, racks(399), moved(SMCI_LOT, racks(399))));
        worked().when(all("ord-1-dell", "2024-11-18")).thenRefused("lot-exists");
    }

    @Test
    void a_number_is_taken_as_it_is_written_and_behind_the_same_vendor_only() {
        worked().given("2024-10", oneRackTo("ord-1-dell-1"))
                .given("2024-10", oneRackTo("ord-1-dell-02"))
                .given("2024-10", oneRackTo("ord-1-dell-3"))
                .given("2024-10", oneRackTo("ord-1-dell-2-b"))
                .when(all(null, "2024-11-18"))
                .then(shifted(SECOND_LOT, true, racks(396), moved(SMCI_LOT, racks(396))));
    }

    @Test
    void numbers_that_were_taken_out_of_turn_are_not_free() {
        worked().given("2024-10", oneRackTo("ord-1-dell-3"))
                .given("2024-10", oneRackTo("ord-1-dell-2"))
                .given("2024-10", oneRackTo("ord-1-dell-1"))
                .when(all(null, "2024-11-18"))
                .then(shifted(new LotId("ord-1-dell-4"), true, racks(397), moved(SMCI_LOT, racks(397))));
    }

    private static OrderShiftedToVendor oneRackTo(String lot) {
        return shifted(new LotId(lot), false, racks(1), moved(SMCI_LOT, racks(1)));
    }

    @Test
    void the_oldest_lots_give_first() {
        worked().given("2024-10-01", backToSupermicro(100))
                .when(of(measures(onlyRacks(450))))
                .then(shifted(
                        new LotId("ord-1-dell-1"),
                        false,
                        racks(450),
                        moved(SMCI_LOT, racks(400)),
                        moved(new LotId("back"), racks(50))));
    }

    @Test
    void one_lot_may_be_named_as_the_source() {
        worked().given("2024-10-01", backToSupermicro(100))
                .when(from("back", measures(onlyRacks(50))))
                .then(shifted(new LotId("ord-1-dell-1"), false, racks(50), moved(new LotId("back"), racks(50))));
        worked().when(from("ord-1-dell", ALL)).thenRefused("unknown-lot");
    }

    @Test
    void a_shift_of_more_than_is_open_is_refused() {
        worked().when(of(measures(racks(400)))).accepted();
        worked().when(of(measures(racks(401)))).thenRefused("exceeds-open");
        worked().whenObserved(of(measures(onlyGpus(25_664)))).thenRefused("exceeds-open");
    }

    @Test
    void a_fraction_is_one_of_what_is_open_in_each_lot() {
        worked().when(of(fraction("0.5")))
                .then(shifted(new LotId("ord-1-dell-1"), false, racks(200), moved(SMCI_LOT, racks(200))));
        worked().when(of(fraction("1")))
                .then(shifted(new LotId("ord-1-dell-1"), true, racks(400), moved(SMCI_LOT, racks(400))));
        worked().when(of(fraction("0.0001"))).thenRefused("fraction-not-whole");
        worked().when(of(fraction("0"))).thenRefused("not-positive");
    }

    @Test
    void stated_measures_agree_on_one_ratio() {
        Measures odd = new Measures(100L, null, 6401L, null, null, null);
        worked().whenObserved(of(measures(odd))).thenRefused("measures-disagree");
        worked().when(of(measures(new Measures(100L, null, 6400L, null, null, null))))
                .accepted();
    }

    @Test
    void money_is_rounded_half_even_and_the_last_piece_takes_the_remainder() {
        Measures three = new Measures(3L, null, null, null, Money.parse("USD 1.00"), null);
        Measures one = new Measures(1L, null, null, null, Money.parse("USD 0.33"), null);
        Measures two = new Measures(2L, null, null, null, Money.parse("USD 0.67"), null);
        decider()
                .given("2024-06-19", placed(dell(racks(1)), smci(three)))
                .when(of(measures(onlyRacks(1))))
                .then(shifted(new LotId("ord-1-dell-1"), false, one, moved(SMCI_LOT, one)));
        decider()
                .given("2024-06-19", placed(dell(racks(1)), smci(three)))
                .given("2024-07", shifted(SECOND_LOT, false, one, moved(SMCI_LOT, one)))
                .when(of(ALL))
                .then(shifted(new LotId("ord-1-dell-1"), true, two, moved(SMCI_LOT, two)));
    }

    @Test
    void what_has_nothing_open_does_not_move() {
        worked().given("2024-11-18", shifted(SECOND_LOT, true, racks(400), moved(SMCI_LOT, racks(400))))
                .when(of(ALL))
                .thenRefused("nothing-open");
        worked().given("2024-11-18", cancelled(SMCI_LOT, SUPERMICRO, racks(400), true))
                .whenObserved(of(ALL))
                .thenRefused("nothing-open");
    }

    @Test
    void a_shift_has_two_vendors_neither_of_them_the_buyer() {
        DeciderFixture.of(new ShiftOrderToVendor())
                .given(null, party(SUPERMICRO))
                .given("2024-06-19", placed(smci(racks(800))))
                .whenObserved(body(ORDER, null, SUPERMICRO, SUPERMICRO, ALL))
                .thenRefused("same-vendor");
        DeciderFixture.of(new ShiftOrderToVendor())
                .given(null, party(SUPERMICRO))
                .given(null, party(XAI))
                .given("2024-06-19", placed(smci(racks(800))))
                .whenObserved(body(ORDER, null, SUPERMICRO, XAI, ALL))
                .thenRefused("self-dealing");
    }

    @Test
    void nothing_moves_before_it_was_ordered() {
        worked().whenObserved(all("ord-1-dell-2", "2024-06-18")).thenRefused("before-lot");
        worked().when(all("ord-1-dell-2", "2024-06"))
                .thenFlagged("before-lot", true, shifted(SECOND_LOT, true, racks(400), moved(SMCI_LOT, racks(400))));
    }

    @Test
    void values_are_in_the_currency_of_the_order() {
        Measures euros = new Measures(null, null, null, null, Money.parse("EUR 1.00"), null);
        worked().when(of(measures(euros))).thenRefused("currency-mixed");
    }

    @Test
    void of_an_unknown_size_all_moves_without_inventing_an_amount() {
        shares().whenObserved(all("ord-1-dell-2", "2024-11"))
                .then(shifted(SECOND_LOT, true, Measures.UNKNOWN, moved(SMCI_LOT, Measures.UNKNOWN)));
        shares().given("2024-11", shifted(SECOND_LOT, true, Measures.UNKNOWN, moved(SMCI_LOT, Measures.UNKNOWN)))
                .when(of(ALL))
                .thenRefused("nothing-open");
    }

    @Test
    void nothing_is_open_of_a_share_whose_size_was_amended_to_what_is_gone() {
        shares().given("2024-09", amended(SMCI_LOT, SUPERMICRO, withShare(racks(24), "0.5")))
                .given(
                        "2024-10",
                        shifted(
                                SECOND_LOT,
                                false,
                                withShare(racks(9), "0.1875"),
                                moved(SMCI_LOT, withShare(racks(9), "0.1875"))))
                .given("2024-11", amended(SMCI_LOT, SUPERMICRO, withShare(racks(9), "0.5")))
                .when(of(ALL))
                .thenRefused("nothing-open");
    }

    @Test
    void an_amount_of_an_unknown_size_may_exceed_it() {
        shares().when(of(measures(racks(10))))
                .thenFlagged(
                        "exceeds-open",
                        true,
                        shifted(new LotId("ord-1-dell-1"), false, racks(10), moved(SMCI_LOT, racks(10))));
        shares().when(of(fraction("0.5")))
                .thenFlagged(
                        "exceeds-open",
                        true,
                        shifted(new LotId("ord-1-dell-1"), false, Measures.UNKNOWN, moved(SMCI_LOT, Measures.UNKNOWN)));
    }

    @Test
    void a_blocked_vendor_gets_nothing_but_may_have_got_it() {
        OrderShiftedToVendor shifted = shifted(SECOND_LOT, true, racks(400), moved(SMCI_LOT, racks(400)));
        worked().given("2024-11-18", suspended(DELL))
                .when(all("ord-1-dell-2", "2024-11-18"))
                .thenRefused("vendor-blocked");
        worked().given("2024-11-18", suspended(DELL))
                .whenObserved(all("ord-1-dell-2", "2024-11-18"))
                .thenFlagged("vendor-blocked", false, shifted);
        worked().given("2024-11", suspended(DELL))
                .when(all("ord-1-dell-2", "2024-11-18"))
                .thenFlagged("vendor-blocked", true, shifted);
        worked().elsewhere("2024-11-18", suspended(SUPERMICRO))
                .when(all("ord-1-dell-2", "2024-11-18"))
                .then(shifted);
    }

    @Test
    void the_suppliers_of_the_new_vendor_are_ready_by_the_date() {
        OrderShiftedToVendor shifted = shifted(SECOND_LOT, true, racks(400), moved(SMCI_LOT, racks(400)));
        supplied("2024-11-18").when(all("ord-1-dell-2", "2024-11-18")).then(shifted);
        supplied("2024-12").when(all("ord-1-dell-2", "2024-11-18")).thenRefused("supply-not-ready");
        supplied("2024-12")
                .whenObserved(all("ord-1-dell-2", "2024-11-18"))
                .thenFlagged("supply-not-ready", false, shifted);
        supplied("2024-11").when(all("ord-1-dell-2", "2024-11-18")).thenFlagged("supply-not-ready", true, shifted);
        supplied("2024-11")
                .whenObserved(all("ord-1-dell-2", "2024-11-18"))
                .thenFlagged("supply-not-ready", true, shifted);
    }

    @Test
    void other_suppliers_than_those_of_the_new_vendor_are_not_asked() {
        worked().given("2023", linked(DELL, XAI))
                .elsewhere("2023", linked(WISTRON, SUPERMICRO))
                .elsewhere("2024", readyFrom("2026"))
                .when(all("ord-1-dell-2", "2024-11-18"))
                .then(shifted(SECOND_LOT, true, racks(400), moved(SMCI_LOT, racks(400))));
    }

    @Test
    void every_open_order_of_a_buyer_moves_or_none() {
        decider()
                .given(null, party(XAI))
                .given("2024-06-19", placed(dell(racks(800)), smci(racks(800))))
                .given("2024-07-01", placedIn(null, OTHER, smci(racks(10))))
                .given("2024-09-30", delivered("d", SMCI_LOT, SUPERMICRO, racks(400)))
                .elsewhere("2024-07", placedIn(null, new OrderId("ord-3"), dell(racks(1))))
                .when(body(null, XAI, SUPERMICRO, DELL, fraction("0.5")))
                .then(inOrder(ORDER, null, racks(200)), inOrder(OTHER, null, racks(5)));
        decider()
                .given(null, party(XAI))
                .given("2024-06-19", placed(dell(racks(800)), smci(racks(800))))
                .given("2024-07-01", placedIn(null, OTHER, smci(racks(11))))
                .whenObserved(body(null, XAI, SUPERMICRO, DELL, fraction("0.5")))
                .thenRefused("fraction-not-whole");
        decider()
                .given(null, party(XAI))
                .when(body(null, XAI, SUPERMICRO, DELL, ALL))
                .thenRefused("nothing-open");
    }

    @Test
    void an_order_that_came_to_the_vendor_by_a_shift_is_one_of_the_buyers() {
        OrderShiftedToVendor back = new OrderShiftedToVendor(
                ORDER,
                XAI,
                null,
                DELL,
                SUPERMICRO,
                SMCI_LOT,
                List.of(moved(DELL_LOT, racks(8))),
                racks(8),
                true,
                null,
                null);
        decider()
                .given(null, party(XAI))
                .given("2024-06-19", placed(dell(racks(8))))
                .given("2024-07-01", back)
                .when(body(null, XAI, SUPERMICRO, DELL, fraction("0.5")))
                .then(inOrder(ORDER, null, racks(4)));
    }

    @Test
    void a_programme_caps_what_one_vendor_is_committed() {
        capped("0.75", racks(400)).when(inProgramme()).then(inOrder(ORDER, PROGRAMME, racks(200)));
        capped("0.74", racks(400)).when(inProgramme()).thenRefused("concentration-cap");
        capped("0.74", racks(400))
                .whenObserved(inProgramme())
                .thenFlagged("concentration-cap", false, inOrder(ORDER, PROGRAMME, racks(200)));
        capped("0.75", onlyGpus(25_600)).when(inProgramme()).then(inOrder(ORDER, PROGRAMME, racks(200)));
        capped("0.75", Measures.UNKNOWN)
                .when(inProgramme())
                .thenFlagged("concentration-cap", true, inOrder(ORDER, PROGRAMME, racks(200)));
    }

    @Test
    void what_a_programme_without_cap_ordered_is_not_read() {
        decider()
                .given(null, programme(null, null))
                .given("2024-06-19", placedIn(PROGRAMME, ORDER, smci(racks(400))))
                .elsewhere("2024-06-19", placedIn(PROGRAMME, OTHER, dell(racks(400))))
                .when(inProgramme())
                .then(inOrder(ORDER, PROGRAMME, racks(200)));
    }

    @Test
    void a_body_names_an_order_or_a_buyer_and_one_extent() {
        assertThatIllegalArgumentException().isThrownBy(() -> body(ORDER, XAI, SUPERMICRO, DELL, ALL));
        assertThatIllegalArgumentException().isThrownBy(() -> body(null, null, SUPERMICRO, DELL, ALL));
        assertThatIllegalArgumentException().isThrownBy(() -> new Extent(true, BigDecimal.ONE, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Extent(false, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> fraction("1.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> fraction("-0.1"));
        assertThat(fraction("1.0").isAll()).isTrue();
    }

    private static DeciderFixture<ShiftOrderToVendor.Body, OrderBook> decider() {
        return DeciderFixture.of(new ShiftOrderToVendor())
                .given(null, party(DELL))
                .given(null, party(SUPERMICRO));
    }

    private static DeciderFixture<ShiftOrderToVendor.Body, OrderBook> worked() {
        return decider()
                .given("2024-06-19", placed(dell(racks(800)), smci(racks(800))))
                .given("2024-09-30", delivered("d", SMCI_LOT, SUPERMICRO, racks(400)));
    }

    private static DeciderFixture<ShiftOrderToVendor.Body, OrderBook> shares() {
        return decider().given("2024-06-19", placed(dell(share("0.5")), smci(share("0.5"))));
    }

    /** Half of what Dell and Supermicro have in a programme lies in another order, at Dell. */
    private static DeciderFixture<ShiftOrderToVendor.Body, OrderBook> capped(String cap, Measures atDell) {
        return decider()
                .given(null, programme(null, cap))
                .given("2024-06-19", placedIn(PROGRAMME, ORDER, smci(racks(400))))
                .given("2024-06-19", placedIn(PROGRAMME, OTHER, dell(atDell)));
    }

    /** Dell's supplier says from when on it can supply. */
    private static DeciderFixture<ShiftOrderToVendor.Body, OrderBook> supplied(String from) {
        return worked().given("2023", linked(WISTRON, DELL)).given("2024-09", readyFrom(from));
    }

    private static SupplierLinked linked(PartyId supplier, PartyId customer) {
        return new SupplierLinked(supplier, customer, "ASSEMBLY", null);
    }

    private static SupplyStateReported readyFrom(String from) {
        return new SupplyStateReported(WISTRON, null, null, null, SupplyState.READY, null, ValidTime.parse(from));
    }

    private static ShiftOrderToVendor.Body inProgramme() {
        return body(ORDER, null, SUPERMICRO, DELL, fraction("0.5"));
    }

    private static OrderShiftedToVendor backToSupermicro(long racks) {
        return new OrderShiftedToVendor(
                ORDER,
                XAI,
                null,
                DELL,
                SUPERMICRO,
                new LotId("back"),
                List.of(moved(DELL_LOT, racks(racks))),
                racks(racks),
                false,
                null,
                null);
    }

    private static OrderShiftedToVendor inOrder(OrderId order, @Nullable ProgrammeId programme, Measures measures) {
        return new OrderShiftedToVendor(
                order,
                XAI,
                programme,
                SUPERMICRO,
                DELL,
                new LotId(order + "-dell-1"),
                List.of(moved(SMCI_LOT, measures)),
                measures,
                false,
                "risk of delisting",
                null);
    }

    private static Extent fraction(String fraction) {
        return new Extent(null, new BigDecimal(fraction), null);
    }

    private static Extent measures(Measures measures) {
        return new Extent(null, null, measures);
    }

    private static ShiftOrderToVendor.Body all(@Nullable String lot, String date) {
        return new ShiftOrderToVendor.Body(
                ORDER,
                null,
                SUPERMICRO,
                DELL,
                ALL,
                lot == null ? null : new LotId(lot),
                null,
                ValidTime.parse(date),
                "risk of delisting",
                null);
    }

    private static ShiftOrderToVendor.Body of(Extent extent) {
        return body(ORDER, null, SUPERMICRO, DELL, extent);
    }

    private static ShiftOrderToVendor.Body from(String lot, Extent extent) {
        return new ShiftOrderToVendor.Body(
                ORDER, null, SUPERMICRO, DELL, extent, null, new LotId(lot), null, "risk of delisting", null);
    }

    private static ShiftOrderToVendor.Body body(
            @Nullable OrderId order, @Nullable PartyId buyer, PartyId from, PartyId to, Extent extent) {
        return new ShiftOrderToVendor.Body(
                order, buyer, from, to, extent, null, null, ValidTime.parse("2025-01-01"), "risk of delisting", null);
    }
}
