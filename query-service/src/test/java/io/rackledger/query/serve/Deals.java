package io.rackledger.query.serve;

import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import io.rackledger.query.follow.MemoryLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Business that never ends: orders whose lots are delivered bit by bit, some of which are taken back. Thread-safe. */
final class Deals {
    private final MemoryLedger ledger;
    private final Random random;
    private final int vendors;
    private final List<Recorded> history = new ArrayList<>();
    private final List<Lot> open = new ArrayList<>();

    private record Lot(OrderId order, LotId lot, PartyId vendor, ProgrammeId programme, int racks) {}

    Deals(Random random, int vendors) {
        this.ledger = new MemoryLedger(List.of(), new Random(random.nextLong()));
        this.random = random;
        this.vendors = vendors;
    }

    MemoryLedger ledger() {
        return ledger;
    }

    /** All that was recorded so far. */
    synchronized List<Recorded> history() {
        return List.copyOf(history);
    }

    synchronized void grow(int events) {
        for (int i = 0; i < events; i++) {
            record(next());
        }
    }

    private Event next() {
        int choice = random.nextInt(10);
        if (open.size() < 3 || choice < 2) {
            return order();
        }
        Recorded last = history.getLast();
        if (choice == 2 && last.event() instanceof DeliveryRecorded e) {
            open.add(new Lot(e.order(), e.lot(), e.vendor(), programme(e), 1));
            List<Tag> before = List.copyOf(Tags.of(e));
            return new FactRetracted(last.id(), last.position(), before, "a slip");
        }
        return delivery(open.remove(random.nextInt(open.size())));
    }

    private static ProgrammeId programme(DeliveryRecorded delivery) {
        return Objects.requireNonNull(delivery.programme());
    }

    private Event order() {
        OrderId order = new OrderId("ord-" + history.size());
        ProgrammeId programme = new ProgrammeId("programme-" + random.nextInt(3));
        List<Allocation> allocations = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int racks = 1 + random.nextInt(3);
            Lot lot = new Lot(
                    order,
                    new LotId(order + "-" + i),
                    new PartyId("vendor-" + random.nextInt(vendors)),
                    programme,
                    racks);
            open.add(lot);
            allocations.add(new Allocation(lot.lot(), lot.vendor(), racks(racks)));
        }
        return new ServerOrderPlaced(order, new PartyId("xai"), programme, null, allocations);
    }

    private Event delivery(Lot lot) {
        if (lot.racks() > 1) {
            open.add(new Lot(lot.order(), lot.lot(), lot.vendor(), lot.programme(), lot.racks() - 1));
        }
        return new DeliveryRecorded(
                new DeliveryId("dlv-" + history.size()),
                lot.order(),
                new PartyId("xai"),
                lot.programme(),
                lot.lot(),
                lot.vendor(),
                racks(1),
                null);
    }

    private static Measures racks(int racks) {
        return new Measures((long) racks, null, null, null, null, null);
    }

    private void record(Event event) {
        long position = history.size();
        Recorded recorded = new Recorded(
                position,
                Recorded.id("c" + position, 0),
                Instant.now(),
                ValidTime.parse("2024-06-19"),
                Mode.DECIDED,
                null,
                "local",
                "c" + position,
                null,
                event);
        history.add(recorded);
        ledger.add(recorded);
    }
}
