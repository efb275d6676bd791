package io.rackledger.query.fold;

import io.rackledger.events.Allocation;
import io.rackledger.events.Confidence;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.SourceId;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Histories as the ledger would hold them, event by event. */
public final class Histories {
    public static final PartyId XAI = new PartyId("xai");
    public static final PartyId DELL = new PartyId("dell");
    public static final PartyId SUPERMICRO = new PartyId("supermicro");
    public static final OrderId ORDER = new OrderId("ord-1");
    public static final LotId DELL_LOT = new LotId("ord-1-dell");
    public static final LotId SMCI_LOT = new LotId("ord-1-smci");
    public static final LotId SECOND_LOT = new LotId("ord-1-dell-2");
    public static final ProgrammeId PROGRAMME = new ProgrammeId("ai-factory");

    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");

    private final List<Recorded> recorded = new ArrayList<>();

    /** An event of that valid time, null for unknown. */
    public Histories then(@Nullable String validAt, Event event) {
        return then(validAt, Confidence.CONFIRMED, event);
    }

    /** An event that a source of that confidence tells. */
    public Histories then(@Nullable String validAt, Confidence confidence, Event event) {
        long position = recorded.size();
        recorded.add(new Recorded(
                position,
                "e" + position,
                FIRST.plusSeconds(position),
                validAt == null ? null : ValidTime.parse(validAt),
                Mode.OBSERVED,
                new Provenance(new SourceId("source"), null, null, confidence),
                "local",
                "c" + position,
                null,
                event));
        return this;
    }

    public List<Recorded> events() {
        return List.copyOf(recorded);
    }

    /** What had happened by the end of a day, in UTC. */
    public Replay by(String day) {
        return by(day, ZoneOffset.UTC);
    }

    public Replay by(String day, ZoneId zone) {
        return new Replay(
                recorded,
                LocalDate.parse(day).atTime(LocalTime.MAX).atZone(zone).toInstant());
    }

    /** The worked history: racks of 64 GPUs at 7.5 million USD. */
    public static Histories worked() {
        return new Histories()
                .then("2024-06-19", placed(null, dell(racks(800)), smci(racks(800))))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, racks(400)))
                .then("2024-09-30", delivered("d-2", SMCI_LOT, SUPERMICRO, racks(400)))
                .then("2024-11-18", shifted(true, racks(400)))
                .then("2024-12-31", delivered("d-3", DELL_LOT, DELL, racks(300)))
                .then("2025-01-31", cancelled(SECOND_LOT, DELL, racks(50)));
    }

    /** What the articles say: shares, and that all was shifted. */
    public static Histories articles() {
        return new Histories()
                .then("2024-06-19", placed(PROGRAMME, dell(share("0.5")), smci(share("0.5"))))
                .then("2024-11", shifted(true, Measures.UNKNOWN));
    }

    public static Measures racks(long racks) {
        return new Measures(
                racks, null, racks * 64, null, Money.parse("USD 7500000.00").multipliedBy(racks), null);
    }

    public static Measures onlyRacks(long racks) {
        return new Measures(racks, null, null, null, null, null);
    }

    public static Measures money(String money) {
        return new Measures(null, null, null, null, Money.parse(money), null);
    }

    public static Measures share(String share) {
        return new Measures(null, null, null, null, null, new BigDecimal(share));
    }

    public static Allocation dell(Measures measures) {
        return new Allocation(DELL_LOT, DELL, measures);
    }

    public static Allocation smci(Measures measures) {
        return new Allocation(SMCI_LOT, SUPERMICRO, measures);
    }

    public static ServerOrderPlaced placed(@Nullable ProgrammeId programme, Allocation... allocations) {
        return new ServerOrderPlaced(ORDER, XAI, programme, null, List.of(allocations));
    }

    public static DeliveryRecorded delivered(String id, LotId lot, PartyId vendor, Measures measures) {
        return new DeliveryRecorded(new DeliveryId(id), ORDER, XAI, null, lot, vendor, measures, null);
    }

    /** From Supermicro's first lot to Dell's second. */
    public static OrderShiftedToVendor shifted(boolean all, Measures measures) {
        return new OrderShiftedToVendor(
                ORDER,
                XAI,
                null,
                SUPERMICRO,
                DELL,
                SECOND_LOT,
                List.of(new OrderShiftedToVendor.Moved(SMCI_LOT, measures)),
                measures,
                all,
                "risk of delisting",
                null);
    }

    public static OrderCancelled cancelled(LotId lot, PartyId vendor, Measures measures) {
        return new OrderCancelled(ORDER, XAI, null, lot, vendor, measures, false, "descoped");
    }

    public static ServerOrderAmended amended(LotId lot, PartyId vendor, Measures measures) {
        return new ServerOrderAmended(ORDER, XAI, null, lot, vendor, measures);
    }
}
