package io.rackledger.command.order;

import static io.rackledger.command.order.Facts.DELL;
import static io.rackledger.command.order.Facts.DELL_LOT;
import static io.rackledger.command.order.Facts.FACILITY;
import static io.rackledger.command.order.Facts.ORDER;
import static io.rackledger.command.order.Facts.SECOND_LOT;
import static io.rackledger.command.order.Facts.SMCI_LOT;
import static io.rackledger.command.order.Facts.SUPERMICRO;
import static io.rackledger.command.order.Facts.XAI;
import static io.rackledger.command.order.Facts.delivered;
import static io.rackledger.command.order.Facts.dell;
import static io.rackledger.command.order.Facts.facility;
import static io.rackledger.command.order.Facts.moved;
import static io.rackledger.command.order.Facts.onlyGpus;
import static io.rackledger.command.order.Facts.onlyRacks;
import static io.rackledger.command.order.Facts.party;
import static io.rackledger.command.order.Facts.placed;
import static io.rackledger.command.order.Facts.racks;
import static io.rackledger.command.order.Facts.share;
import static io.rackledger.command.order.Facts.shifted;
import static io.rackledger.command.order.Facts.smci;
import static io.rackledger.command.order.Facts.usd;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDeliveryTest {
    @Test
    void what_is_not_stated_moves_by_the_same_ratio() {
        worked().when(of(DELL_LOT, null, onlyRacks(400))).then(delivered("dlv", DELL_LOT, DELL, racks(400)));
        worked().when(of(DELL_LOT, null, onlyGpus(64))).then(delivered("dlv", DELL_LOT, DELL, racks(1)));
    }

    @Test
    void what_is_stated_stands_whatever_the_ratio() {
        Measures cheaper = new Measures(400L, null, null, null, Money.parse("USD 2.00"), null);
        Measures full = new Measures(400L, null, 25_600L, null, Money.parse("USD 2.00"), null);
        worked().when(of(DELL_LOT, null, cheaper)).then(delivered("dlv", DELL_LOT, DELL, full));
    }

    @Test
    void a_vendor_delivers_its_oldest_open_lots_first() {
        worked().given("2024-09-30", delivered("d1", DELL_LOT, DELL, racks(700)))
                .given("2024-11-18", shifted(SECOND_LOT, true, racks(800), moved(SMCI_LOT, racks(800))))
                .given(null, party(DELL))
                .when(of(null, DELL, racks(300)))
                .then(delivered("dlv", DELL_LOT, DELL, racks(100)), delivered("dlv", SECOND_LOT, DELL, racks(200)));
    }

    @Test
    void more_than_is_open_is_refused() {
        worked().when(of(DELL_LOT, null, racks(800))).accepted();
        worked().when(of(DELL_LOT, null, racks(801))).thenRefused("over-delivery");
        worked().whenObserved(of(DELL_LOT, null, usd("6000000000.01"))).thenRefused("over-delivery");
        worked().given("2024-11-18", shifted(SECOND_LOT, true, racks(800), moved(SMCI_LOT, racks(800))))
                .when(of(SMCI_LOT, null, racks(1)))
                .thenRefused("over-delivery");
    }

    @Test
    void a_lot_of_unknown_size_may_have_delivered_anything() {
        shares().when(of(DELL_LOT, null, onlyRacks(10)))
                .thenFlagged("over-delivery", true, delivered("dlv", DELL_LOT, DELL, onlyRacks(10)));
        shares().when(of(DELL_LOT, null, share("0.6"))).thenRefused("over-delivery");
    }

    @Test
    void a_late_report_of_a_lot_that_was_emptied_is_taken_unless_it_came_after() {
        shares().given("2024-11", shifted(SECOND_LOT, true, Measures.UNKNOWN, moved(SMCI_LOT, Measures.UNKNOWN)))
                .whenObserved(on("2024-10", SMCI_LOT, onlyRacks(10)))
                .thenFlagged("over-delivery", true, delivered("dlv", SMCI_LOT, SUPERMICRO, onlyRacks(10)));
        shares().given("2024-11", shifted(SECOND_LOT, true, Measures.UNKNOWN, moved(SMCI_LOT, Measures.UNKNOWN)))
                .whenObserved(on("2024-12", SMCI_LOT, onlyRacks(10)))
                .thenRefused("over-delivery");
    }

    @Test
    void a_delivery_of_unknown_size_is_observed_but_not_decided() {
        worked().when(of(DELL_LOT, null, Measures.UNKNOWN)).thenRefused("not-positive");
        worked().whenObserved(of(DELL_LOT, null, Measures.UNKNOWN))
                .thenFlagged("over-delivery", true, delivered("dlv", DELL_LOT, DELL, Measures.UNKNOWN));
        worked().whenObserved(of(DELL_LOT, null, onlyRacks(0))).thenRefused("not-positive");
    }

    @Test
    void a_delivery_that_splits_a_rack_is_refused() {
        worked().when(of(DELL_LOT, null, onlyGpus(65))).thenRefused("fraction-not-whole");
    }

    @Test
    void nothing_arrives_before_it_was_ordered() {
        worked().whenObserved(on("2024-06-18", DELL_LOT, racks(1))).thenRefused("before-lot");
        worked().when(on("2024-06-19", DELL_LOT, racks(1))).accepted();
        worked().when(on("2024-06", DELL_LOT, racks(1)))
                .thenFlagged("before-lot", true, delivered("dlv", DELL_LOT, DELL, racks(1)));
    }

    @Test
    void a_delivery_is_recorded_once() {
        worked().given("2024-09-30", delivered("dlv", DELL_LOT, DELL, racks(1)))
                .when(of(DELL_LOT, null, racks(1)))
                .thenRefused("delivery-exists");
    }

    @Test
    void a_lot_or_a_vendor_is_named_unless_there_is_one_vendor() {
        worked().when(of(null, null, racks(1))).thenRefused("lot-or-vendor-needed");
        DeciderFixture.of(new RecordDelivery())
                .given("2024-06-19", placed(dell(racks(800))))
                .when(of(null, null, racks(1)))
                .then(delivered("dlv", DELL_LOT, DELL, racks(1)));
    }

    @Test
    void the_lot_belongs_to_the_order() {
        worked().when(of(SECOND_LOT, null, racks(1))).thenRefused("unknown-lot");
    }

    @Test
    void a_delivery_is_in_the_currency_of_the_order() {
        Measures euros = new Measures(1L, null, null, null, Money.parse("EUR 1.00"), null);
        worked().when(of(DELL_LOT, null, euros)).thenRefused("currency-mixed");
    }

    @Test
    void a_full_facility_takes_no_more_but_may_have_taken_it() {
        hosting(null, 128L, onlyGpus(64)).when(hosted(racks(1))).then(arrived("dlv", ORDER, racks(1)));
        hosting(null, 127L, onlyGpus(64)).when(hosted(racks(1))).thenRefused("facility-full");
        hosting(1L, null, onlyRacks(1)).when(hosted(racks(1))).thenRefused("facility-full");
        hosting(null, 127L, onlyGpus(64))
                .whenObserved(hosted(racks(1)))
                .thenFlagged("facility-full", false, arrived("dlv", ORDER, racks(1)));
        hosting(null, 127L, onlyRacks(1))
                .when(hosted(racks(1)))
                .thenFlagged("facility-full", true, arrived("dlv", ORDER, racks(1)));
    }

    @Test
    void a_facility_is_full_by_the_limit_of_the_time_and_of_every_time_to_come() {
        hosting(null, 127L, onlyGpus(64))
                .given("2024-08-01", changed("128"))
                .when(hosted(racks(1)))
                .then(arrived("dlv", ORDER, racks(1)));
        hosting(null, 127L, onlyGpus(64))
                .given("2027-01-01", changed("128"))
                .when(hosted(racks(1)))
                .thenRefused("facility-full");
        hosting(null, 128L, onlyGpus(64))
                .given("2027-01-01", changed("127"))
                .when(hosted(racks(1)))
                .thenRefused("facility-full");
        hosting(null, 128L, onlyGpus(64))
                .given("2027-01-01", changed("127"))
                .whenObserved(hosted(racks(1)))
                .thenFlagged("facility-full", false, arrived("dlv", ORDER, racks(1)));
        hosting(null, 127L, onlyGpus(64))
                .given(null, changed("128"))
                .when(hosted(racks(1)))
                .thenFlagged("facility-full", true, arrived("dlv", ORDER, racks(1)));
        hosting(null, null, onlyGpus(64))
                .given("2024-07-01", changed("127"))
                .when(hosted(racks(1)))
                .thenRefused("facility-full");
    }

    @Test
    void what_a_facility_without_limits_holds_is_not_read() {
        worked().given(null, facility(null, null))
                .elsewhere("2024-08", arrived("other", new OrderId("ord-0"), racks(1)))
                .when(hosted(racks(1)))
                .then(arrived("dlv", ORDER, racks(1)));
        worked().when(hosted(racks(1))).thenRefused("unknown-facility");
    }

    private static DeciderFixture<RecordDelivery.Body, RecordDelivery.State> worked() {
        return DeciderFixture.of(new RecordDelivery()).given("2024-06-19", placed(dell(racks(800)), smci(racks(800))));
    }

    private static DeciderFixture<RecordDelivery.Body, RecordDelivery.State> shares() {
        return DeciderFixture.of(new RecordDelivery())
                .given("2024-06-19", placed(dell(share("0.5")), smci(share("0.5"))));
    }

    private static DeciderFixture<RecordDelivery.Body, RecordDelivery.State> hosting(
            @Nullable Long racks, @Nullable Long gpus, Measures before) {
        return worked().given(null, facility(racks, gpus))
                .given("2024-08", arrived("other", new OrderId("ord-0"), before));
    }

    private static FacilityCapacityChanged changed(String gpus) {
        return new FacilityCapacityChanged(FACILITY, CapacityDimension.GPUS, new BigDecimal(gpus));
    }

    private static DeliveryRecorded arrived(String id, OrderId order, Measures measures) {
        return new DeliveryRecorded(new DeliveryId(id), order, XAI, null, DELL_LOT, DELL, measures, FACILITY);
    }

    private static RecordDelivery.Body of(@Nullable LotId lot, @Nullable PartyId vendor, Measures measures) {
        return body(lot, vendor, measures, "2024-12-31", null);
    }

    private static RecordDelivery.Body on(String date, LotId lot, Measures measures) {
        return body(lot, null, measures, date, null);
    }

    private static RecordDelivery.Body hosted(Measures measures) {
        return body(DELL_LOT, null, measures, "2024-12-31", FACILITY);
    }

    private static RecordDelivery.Body body(
            @Nullable LotId lot,
            @Nullable PartyId vendor,
            Measures measures,
            String date,
            @Nullable FacilityId facility) {
        return new RecordDelivery.Body(
                new DeliveryId("dlv"), ORDER, lot, vendor, measures, ValidTime.parse(date), facility);
    }
}
