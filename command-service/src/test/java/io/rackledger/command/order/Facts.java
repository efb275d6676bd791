package io.rackledger.command.order;

import io.rackledger.events.Allocation;
import io.rackledger.events.CaseId;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.Identifiers;
import io.rackledger.events.Limits;
import io.rackledger.events.ListingId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Place;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.TradingSuspended;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Facts of the worked history: racks of 64 GPUs at 7.5 million USD. */
final class Facts {
    static final PartyId XAI = new PartyId("xai");
    static final PartyId DELL = new PartyId("dell");
    static final PartyId SUPERMICRO = new PartyId("supermicro");
    static final OrderId ORDER = new OrderId("ord-1");
    static final ProgrammeId PROGRAMME = new ProgrammeId("colossus");
    static final FacilityId FACILITY = new FacilityId("colossus-1");
    static final LotId DELL_LOT = new LotId("ord-1-dell");
    static final LotId SMCI_LOT = new LotId("ord-1-smci");
    static final LotId SECOND_LOT = new LotId("ord-1-dell-2");

    private Facts() {}

    static Measures racks(long racks) {
        return new Measures(
                racks, null, racks * 64, null, Money.parse("USD 7500000.00").multipliedBy(racks), null);
    }

    static Measures onlyRacks(long racks) {
        return new Measures(racks, null, null, null, null, null);
    }

    static Measures onlyGpus(long gpus) {
        return new Measures(null, null, gpus, null, null, null);
    }

    static Measures usd(String amount) {
        return new Measures(null, null, null, null, Money.parse("USD " + amount), null);
    }

    static Measures share(String share) {
        return new Measures(null, null, null, null, null, new BigDecimal(share));
    }

    static PartyRegistered party(PartyId party) {
        return new PartyRegistered(party, "A party", List.of(), Identifiers.NONE);
    }

    static ProgrammeDefined programme(@Nullable Long target, @Nullable String cap) {
        return new ProgrammeDefined(PROGRAMME, XAI, "Colossus", target, null, cap == null ? null : new BigDecimal(cap));
    }

    static Allocation dell(Measures measures) {
        return new Allocation(DELL_LOT, DELL, measures);
    }

    static Allocation smci(Measures measures) {
        return new Allocation(SMCI_LOT, SUPERMICRO, measures);
    }

    static ServerOrderPlaced placed(Allocation... allocations) {
        return new ServerOrderPlaced(ORDER, XAI, null, null, List.of(allocations));
    }

    static ServerOrderPlaced placedIn(@Nullable ProgrammeId programme, OrderId order, Allocation... allocations) {
        return new ServerOrderPlaced(order, XAI, programme, null, List.of(allocations));
    }

    static DeliveryRecorded delivered(String id, LotId lot, PartyId vendor, Measures measures) {
        return new DeliveryRecorded(new DeliveryId(id), ORDER, XAI, null, lot, vendor, measures, null);
    }

    static OrderShiftedToVendor.Moved moved(LotId lot, Measures measures) {
        return new OrderShiftedToVendor.Moved(lot, measures);
    }

    static OrderShiftedToVendor shifted(
            LotId lot, boolean allOpen, Measures measures, OrderShiftedToVendor.Moved... moved) {
        return new OrderShiftedToVendor(
                ORDER,
                XAI,
                null,
                SUPERMICRO,
                DELL,
                lot,
                Arrays.asList(moved),
                measures,
                allOpen,
                "risk of delisting",
                null);
    }

    static OrderCancelled cancelled(LotId lot, PartyId vendor, Measures measures, boolean allOpen) {
        return new OrderCancelled(ORDER, XAI, null, lot, vendor, measures, allOpen, "descoped");
    }

    static ServerOrderAmended amended(LotId lot, PartyId vendor, Measures measures) {
        return amendedIn(null, lot, vendor, measures);
    }

    static ServerOrderAmended amendedIn(@Nullable ProgrammeId programme, LotId lot, PartyId vendor, Measures measures) {
        return new ServerOrderAmended(ORDER, XAI, programme, lot, vendor, measures);
    }

    static TradingSuspended suspended(PartyId vendor) {
        return new TradingSuspended(new ListingId("listing"), new CaseId("case"), vendor);
    }

    static FacilityRegistered facility(@Nullable Long racks, @Nullable Long gpus) {
        return new FacilityRegistered(
                FACILITY, XAI, new Place(null, "Memphis"), new Limits(null, null, racks, null, gpus));
    }

    static Measures withShare(Measures measures, String share) {
        return new Measures(measures.racks(), null, measures.gpus(), null, null, new BigDecimal(share));
    }
}
