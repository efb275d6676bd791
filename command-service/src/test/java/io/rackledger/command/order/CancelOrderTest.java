package io.rackledger.command.order;

import static io.rackledger.command.order.Facts.DELL;
import static io.rackledger.command.order.Facts.DELL_LOT;
import static io.rackledger.command.order.Facts.ORDER;
import static io.rackledger.command.order.Facts.SECOND_LOT;
import static io.rackledger.command.order.Facts.SMCI_LOT;
import static io.rackledger.command.order.Facts.cancelled;
import static io.rackledger.command.order.Facts.delivered;
import static io.rackledger.command.order.Facts.dell;
import static io.rackledger.command.order.Facts.moved;
import static io.rackledger.command.order.Facts.onlyGpus;
import static io.rackledger.command.order.Facts.onlyRacks;
import static io.rackledger.command.order.Facts.party;
import static io.rackledger.command.order.Facts.placed;
import static io.rackledger.command.order.Facts.racks;
import static io.rackledger.command.order.Facts.share;
import static io.rackledger.command.order.Facts.shifted;
import static io.rackledger.command.order.Facts.smci;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CancelOrderTest {
    private static final Extent ALL = new Extent(true, null, null);

    @Test
    void fifty_racks_of_the_shifted_lot_are_cancelled() {
        worked().when(body(SECOND_LOT, null, measures(racks(50)))).then(cancelled(SECOND_LOT, DELL, racks(50), false));
        worked().when(body(SECOND_LOT, null, measures(onlyRacks(50))))
                .then(cancelled(SECOND_LOT, DELL, racks(50), false));
    }

    @Test
    void all_that_is_open_at_a_vendor_is_cancelled_lot_by_lot() {
        worked().given(null, party(DELL))
                .when(body(null, DELL, ALL))
                .then(cancelled(DELL_LOT, DELL, racks(400), true), cancelled(SECOND_LOT, DELL, racks(400), true));
    }

    @Test
    void a_fraction_is_one_of_each_lot() {
        worked().given(null, party(DELL))
                .when(body(null, DELL, new Extent(null, new BigDecimal("0.25"), null)))
                .then(cancelled(DELL_LOT, DELL, racks(100), false), cancelled(SECOND_LOT, DELL, racks(100), false));
        worked().when(body(DELL_LOT, null, new Extent(null, new BigDecimal("0.001"), null)))
                .thenRefused("fraction-not-whole");
        worked().when(body(DELL_LOT, null, new Extent(null, BigDecimal.ZERO, null)))
                .thenRefused("not-positive");
    }

    @Test
    void no_more_than_is_open_is_cancelled() {
        worked().when(body(DELL_LOT, null, measures(racks(400)))).accepted();
        worked().whenObserved(body(DELL_LOT, null, measures(racks(401)))).thenRefused("exceeds-open");
    }

    @Test
    void what_is_cancelled_is_in_the_currency_of_the_order() {
        Measures euros = new Measures(null, null, null, null, Money.parse("EUR 7500000.00"), null);
        worked().when(body(DELL_LOT, null, measures(euros))).thenRefused("currency-mixed");
        worked().whenObserved(body(DELL_LOT, null, measures(euros))).thenRefused("currency-mixed");
    }

    @Test
    void what_was_emptied_has_nothing_open() {
        worked().when(body(SMCI_LOT, null, ALL)).thenRefused("nothing-open");
    }

    @Test
    void stated_measures_agree_on_one_ratio() {
        Measures odd = new Measures(50L, null, 3201L, null, null, null);
        worked().whenObserved(body(DELL_LOT, null, measures(odd))).thenRefused("measures-disagree");
    }

    @Test
    void nothing_is_cancelled_before_it_was_ordered() {
        worked().when(at("2024-11-17", SECOND_LOT)).thenRefused("before-lot");
        worked().when(at("2024-11-18", SECOND_LOT)).then(cancelled(SECOND_LOT, DELL, racks(400), true));
        worked().whenObserved(at(null, SECOND_LOT))
                .thenFlagged("before-lot", true, cancelled(SECOND_LOT, DELL, racks(400), true));
    }

    @Test
    void a_lot_of_unknown_size_is_emptied_without_inventing_an_amount() {
        shares().when(body(DELL_LOT, null, ALL)).then(cancelled(DELL_LOT, DELL, Measures.UNKNOWN, true));
        shares().given("2024-07", cancelled(DELL_LOT, DELL, Measures.UNKNOWN, true))
                .when(body(DELL_LOT, null, ALL))
                .thenRefused("nothing-open");
    }

    @Test
    void an_amount_of_a_lot_of_unknown_size_may_exceed_it() {
        shares().when(body(DELL_LOT, null, measures(onlyGpus(64))))
                .thenFlagged("exceeds-open", true, cancelled(DELL_LOT, DELL, onlyGpus(64), false));
        shares().when(body(DELL_LOT, null, measures(share("0.51")))).thenRefused("exceeds-open");
    }

    @Test
    void a_lot_or_a_vendor_is_named() {
        worked().when(body(null, null, ALL)).thenRefused("lot-or-vendor-needed");
        worked().when(body(new LotId("other"), null, ALL)).thenRefused("unknown-lot");
    }

    private static DeciderFixture<CancelOrder.Body, CancelOrder.State> worked() {
        return DeciderFixture.of(new CancelOrder())
                .given("2024-06-19", placed(dell(racks(800)), smci(racks(800))))
                .given("2024-09-30", delivered("d1", DELL_LOT, DELL, racks(400)))
                .given("2024-09-30", delivered("d2", SMCI_LOT, Facts.SUPERMICRO, racks(400)))
                .given("2024-11-18", shifted(SECOND_LOT, true, racks(400), moved(SMCI_LOT, racks(400))));
    }

    private static DeciderFixture<CancelOrder.Body, CancelOrder.State> shares() {
        return DeciderFixture.of(new CancelOrder()).given("2024-06-19", placed(dell(share("0.5")), smci(share("0.5"))));
    }

    private static Extent measures(Measures measures) {
        return new Extent(null, null, measures);
    }

    private static CancelOrder.Body body(@Nullable LotId lot, @Nullable PartyId vendor, Extent extent) {
        return new CancelOrder.Body(ORDER, lot, vendor, extent, ValidTime.parse("2025-01-31"), "descoped");
    }

    private static CancelOrder.Body at(@Nullable String date, LotId lot) {
        ValidTime cancelledOn = date == null ? null : ValidTime.parse(date);
        return new CancelOrder.Body(ORDER, lot, null, ALL, cancelledOn, "descoped");
    }
}
