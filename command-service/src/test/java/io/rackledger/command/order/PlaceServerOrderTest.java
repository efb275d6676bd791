package io.rackledger.command.order;

import static io.rackledger.command.order.Facts.DELL;
import static io.rackledger.command.order.Facts.ORDER;
import static io.rackledger.command.order.Facts.PROGRAMME;
import static io.rackledger.command.order.Facts.SUPERMICRO;
import static io.rackledger.command.order.Facts.XAI;
import static io.rackledger.command.order.Facts.onlyGpus;
import static io.rackledger.command.order.Facts.onlyRacks;
import static io.rackledger.command.order.Facts.party;
import static io.rackledger.command.order.Facts.placedIn;
import static io.rackledger.command.order.Facts.programme;
import static io.rackledger.command.order.Facts.racks;
import static io.rackledger.command.order.Facts.share;
import static io.rackledger.command.order.Facts.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Allocation;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaceServerOrderTest {
    private static final OrderId OTHER = new OrderId("ord-0");

    @Test
    void an_order_makes_one_lot_for_each_vendor() {
        decider()
                .when(body(onlyRacks(1600), racks(800), racks(800)))
                .then(placed(onlyRacks(1600), racks(800), racks(800)));
    }

    @Test
    void lots_may_be_named_and_are_distinct() {
        PlaceServerOrder.Body twice = new PlaceServerOrder.Body(
                ORDER, XAI, null, null, null, List.of(part("lot", DELL, racks(1)), part("lot", SUPERMICRO, racks(1))));
        decider().when(twice).thenRefused("lot-exists");
        PlaceServerOrder.Body same = new PlaceServerOrder.Body(
                ORDER, XAI, null, null, null, List.of(part(null, DELL, racks(1)), part(null, DELL, racks(1))));
        DeciderFixture.of(new PlaceServerOrder())
                .given(null, party(XAI))
                .given(null, party(DELL))
                .whenObserved(same)
                .thenRefused("lot-exists");
    }

    @Test
    void shares_of_known_totals_become_quantities() {
        Measures half = with(racks(800), "0.5");
        decider().when(body(racks(1600), share("0.5"), share("0.5"))).then(placed(racks(1600), half, half));
    }

    @Test
    void money_is_rounded_half_even_and_the_last_lot_takes_the_remainder() {
        decider()
                .when(body(usd("0.05"), share("0.5"), share("0.5")))
                .then(placed(usd("0.05"), with(usd("0.02"), "0.5"), with(usd("0.03"), "0.5")));
    }

    @Test
    void shares_that_split_a_rack_are_refused() {
        decider()
                .whenObserved(body(onlyRacks(1601), share("0.5"), share("0.5")))
                .thenRefused("fraction-not-whole");
    }

    @Test
    void the_only_lot_that_says_nothing_takes_the_rest() {
        decider()
                .when(body(onlyRacks(1600), onlyRacks(700), Measures.UNKNOWN))
                .then(placed(onlyRacks(1600), onlyRacks(700), onlyRacks(900)));
    }

    @Test
    void shares_sum_to_one_or_nearly() {
        decider().when(body(null, share("0.5"), share("0.4"))).thenRefused("shares-not-one");
        decider().whenObserved(body(null, share("0.5"), share("0.500002"))).thenRefused("shares-not-one");
        decider().when(body(null, share("0.5"), share("0.500001"))).accepted();
        decider().when(body(null, share("0.5"), racks(4))).accepted();
    }

    @Test
    void parts_equal_totals_in_what_both_state() {
        decider().when(body(onlyRacks(1600), racks(800), racks(799))).thenRefused("total-mismatch");
        decider()
                .whenObserved(body(onlyRacks(700), racks(800), Measures.UNKNOWN))
                .thenRefused("total-mismatch");
        decider().when(body(onlyRacks(1600), onlyGpus(1), onlyGpus(2))).accepted();
    }

    @Test
    void an_order_has_one_currency() {
        Measures euros = new Measures(null, null, null, null, Money.parse("EUR 1.00"), null);
        decider().whenObserved(body(null, usd("1.00"), euros)).thenRefused("currency-mixed");
        decider().when(body(euros, usd("1.00"), onlyRacks(1))).thenRefused("currency-mixed");
    }

    @Test
    void a_buyer_is_not_its_own_vendor() {
        PlaceServerOrder.Body own =
                new PlaceServerOrder.Body(ORDER, XAI, null, null, null, List.of(part(null, XAI, racks(1))));
        DeciderFixture.of(new PlaceServerOrder())
                .given(null, party(XAI))
                .whenObserved(own)
                .thenRefused("self-dealing");
    }

    @Test
    void an_order_of_unknown_size_is_observed_but_not_decided() {
        decider().when(body(null, Measures.UNKNOWN, Measures.UNKNOWN)).thenRefused("not-positive");
        decider().whenObserved(body(null, null, null)).then(placed(null, Measures.UNKNOWN, Measures.UNKNOWN));
    }

    @Test
    void an_order_of_nothing_is_refused() {
        decider().whenObserved(body(null, onlyRacks(0), racks(1))).thenRefused("not-positive");
    }

    @Test
    void a_blocked_vendor_gets_no_order_but_may_have_got_one() {
        decider()
                .given("2024-06-19", Facts.suspended(DELL))
                .when(body(null, racks(1), racks(1)))
                .thenRefused("vendor-blocked");
        decider()
                .given("2024-06-19", Facts.suspended(DELL))
                .whenObserved(body(null, racks(1), racks(1)))
                .thenFlagged("vendor-blocked", false, placed(null, racks(1), racks(1)));
        decider()
                .given("2024-06", Facts.suspended(DELL))
                .when(body(null, racks(1), racks(1)))
                .thenFlagged("vendor-blocked", true, placed(null, racks(1), racks(1)));
        decider()
                .given("2024-06-20", Facts.suspended(DELL))
                .when(body(null, racks(1), racks(1)))
                .then(placed(null, racks(1), racks(1)));
    }

    @Test
    void a_programme_is_not_ordered_beyond_its_target() {
        inProgramme(192L, onlyGpus(64)).when(inProgramme(racks(1), racks(1))).accepted();
        inProgramme(191L, onlyGpus(64)).when(inProgramme(racks(1), racks(1))).thenRefused("programme-overcommitted");
        inProgramme(191L, onlyGpus(64))
                .whenObserved(inProgramme(racks(1), racks(1)))
                .thenFlagged("programme-overcommitted", false, placedInProgramme(racks(1), racks(1)));
    }

    @Test
    void what_was_cancelled_leaves_room_in_the_programme() {
        inProgramme(191L, onlyGpus(64))
                .given(
                        "2024",
                        new OrderCancelled(OTHER, XAI, PROGRAMME, Facts.DELL_LOT, DELL, onlyGpus(1), false, null))
                .when(inProgramme(racks(1), racks(1)))
                .then(placedInProgramme(racks(1), racks(1)));
    }

    @Test
    void an_order_of_unknown_gpus_may_exceed_the_target() {
        inProgramme(191L, onlyRacks(1))
                .when(inProgramme(racks(1), racks(1)))
                .thenFlagged("programme-overcommitted", true, placedInProgramme(racks(1), racks(1)));
        inProgramme(100L, onlyRacks(1)).when(inProgramme(racks(1), racks(1))).thenRefused("programme-overcommitted");
    }

    @Test
    void a_programme_without_target_takes_every_order() {
        decider()
                .given(null, programme(null, null))
                .elsewhere(null, placedIn(PROGRAMME, OTHER, Facts.dell(onlyRacks(1))))
                .when(inProgramme(racks(1), racks(1)))
                .then(placedInProgramme(racks(1), racks(1)));
    }

    @Test
    void what_the_order_names_is_on_record_and_the_order_is_new() {
        decider().when(inProgramme(racks(1), racks(1))).thenRefused("unknown-programme");
        decider()
                .given(null, Facts.placed(Facts.dell(racks(1))))
                .when(body(null, racks(1), racks(1)))
                .thenRefused("order-exists");
    }

    @Test
    void an_order_has_allocations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlaceServerOrder.Body(ORDER, XAI, null, null, null, List.of()))
                .withMessageContaining("allocations");
    }

    @Test
    void an_id_made_up_for_a_lot_is_never_too_long() {
        PartyId vendor = new PartyId("v".repeat(63));
        assertThat(OrderState.lotOf(new OrderId("o".repeat(63)), vendor).value())
                .hasSize(63);
    }

    private static DeciderFixture<PlaceServerOrder.Body, OrderBook> decider() {
        return DeciderFixture.of(new PlaceServerOrder())
                .given(null, party(XAI))
                .given(null, party(DELL))
                .given(null, party(SUPERMICRO));
    }

    private static DeciderFixture<PlaceServerOrder.Body, OrderBook> inProgramme(Long target, Measures before) {
        return decider()
                .given(null, programme(target, null))
                .given("2024-01", placedIn(PROGRAMME, OTHER, Facts.dell(before)));
    }

    private static PlaceServerOrder.Body body(
            @Nullable Measures totals, @Nullable Measures dell, @Nullable Measures smci) {
        return new PlaceServerOrder.Body(
                ORDER,
                XAI,
                null,
                ValidTime.parse("2024-06-19"),
                totals,
                List.of(part(null, DELL, dell), part("ord-1-smci", SUPERMICRO, smci)));
    }

    private static PlaceServerOrder.Body inProgramme(Measures dell, Measures smci) {
        return new PlaceServerOrder.Body(
                ORDER,
                XAI,
                PROGRAMME,
                ValidTime.parse("2024-06-19"),
                null,
                List.of(part(null, DELL, dell), part("ord-1-smci", SUPERMICRO, smci)));
    }

    private static PlaceServerOrder.Body.Part part(@Nullable String lot, PartyId vendor, @Nullable Measures measures) {
        return new PlaceServerOrder.Body.Part(lot == null ? null : new LotId(lot), vendor, measures);
    }

    private static ServerOrderPlaced placed(@Nullable Measures totals, Measures dell, Measures smci) {
        List<Allocation> lots = List.of(Facts.dell(dell), Facts.smci(smci));
        return new ServerOrderPlaced(ORDER, XAI, null, totals, lots);
    }

    private static ServerOrderPlaced placedInProgramme(Measures dell, Measures smci) {
        return placedIn(PROGRAMME, ORDER, Facts.dell(dell), Facts.smci(smci));
    }

    private static Measures with(Measures measures, String share) {
        return new Measures(
                measures.racks(),
                measures.servers(),
                measures.gpus(),
                measures.powerMw(),
                measures.value(),
                new BigDecimal(share));
    }
}
