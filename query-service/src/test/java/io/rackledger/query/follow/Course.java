package io.rackledger.query.follow;

import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * A course of events without end: so many orders are placed, then one after the other gets a delivery, round by round.
 * Every event that is not the placing of an order delivers {@value #RACKS} rack.
 */
final class Course {
    static final long RACKS = 1;
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2023-01-01");
    private static final PartyId XAI = new PartyId("xai");
    private static final PartyId DELL = new PartyId("dell");
    private static final PartyId SUPERMICRO = new PartyId("supermicro");

    private final int orders;

    Course(int orders) {
        this.orders = orders;
    }

    /** The events at these positions. */
    List<Recorded> events(long from, long to) {
        List<Recorded> events = new ArrayList<>();
        for (long position = from; position < to; position++) {
            events.add(at(position));
        }
        return events;
    }

    private Recorded at(long position) {
        String id = "e-" + position;
        return new Recorded(
                position,
                id,
                FIRST.plusSeconds(position),
                ValidTime.parse(DAY.plusDays(position / orders).toString()),
                Mode.DECIDED,
                null,
                "local",
                "c-" + position,
                null,
                position < orders ? placed((int) position) : delivered(position));
    }

    private Event placed(int number) {
        return new ServerOrderPlaced(
                order(number),
                XAI,
                null,
                null,
                List.of(
                        new Allocation(new LotId("lot-" + number + "-dell"), DELL, racks(1_000)),
                        new Allocation(new LotId("lot-" + number + "-smci"), SUPERMICRO, racks(1_000))));
    }

    private Event delivered(long position) {
        int number = (int) (position % orders);
        return new DeliveryRecorded(
                new DeliveryId("d-" + position),
                order(number),
                XAI,
                null,
                new LotId("lot-" + number + "-dell"),
                DELL,
                racks(RACKS),
                null);
    }

    private static OrderId order(int number) {
        return new OrderId("ord-" + number);
    }

    private static Measures racks(long racks) {
        return new Measures(
                racks, null, racks * 64, null, Money.parse("USD 7500000.00").multipliedBy(racks), null);
    }
}
