package io.rackledger.query.fold;

import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Histories of orders that could have been: nothing is delivered, shifted or cancelled that was not open. Each can be
 * told whole, or with measures left out as a source would leave them out.
 */
public final class RandomOrders {
    private static final List<String> VENDORS = List.of("dell", "hpe", "lenovo", "supermicro");

    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private final List<String> times = new ArrayList<>();

    private static final class Lot {
        private final OrderId order;
        private final LotId id;
        private final PartyId vendor;
        private final CurrencyUnit currency;
        private long open;
        private long held;

        Lot(OrderId order, LotId id, PartyId vendor, CurrencyUnit currency, long open) {
            this.order = order;
            this.id = id;
            this.vendor = vendor;
            this.currency = currency;
            this.open = open;
            this.held = open;
        }

        Measures of(long racks) {
            return new Measures(
                    racks,
                    null,
                    racks * 64,
                    new BigDecimal("0.12").multiply(BigDecimal.valueOf(racks)),
                    Money.of(currency, BigDecimal.valueOf(racks), RoundingMode.UNNECESSARY),
                    null);
        }
    }

    public RandomOrders(Random random) {
        this.random = random;
        for (int order = 1 + random.nextInt(3); order > 0; order--) {
            order(new OrderId("ord-" + order), random.nextInt(4) == 0 ? CurrencyUnit.EUR : CurrencyUnit.USD);
        }
    }

    private void order(OrderId order, CurrencyUnit currency) {
        List<Lot> lots = new ArrayList<>();
        long total = 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Lot lot = new Lot(order, new LotId(order + "-" + i), vendor(), currency, 1 + random.nextInt(50));
            total += lot.open;
            lots.add(lot);
        }
        BigDecimal whole = BigDecimal.valueOf(total);
        add(new ServerOrderPlaced(
                order,
                buyer(),
                programme(),
                null,
                lots.stream()
                        .map(lot -> new Allocation(lot.id, lot.vendor, withShare(lot.of(lot.open), lot.open, whole)))
                        .toList()));
        for (int step = random.nextInt(8); step > 0; step--) {
            Lot lot = lots.get(random.nextInt(lots.size()));
            if (random.nextInt(5) == 0) {
                amend(lot);
            } else if (lot.open > 0) {
                step(lots, lot, 1 + random.nextInt((int) lot.open));
            }
        }
    }

    private static Measures withShare(Measures measures, long part, BigDecimal whole) {
        BigDecimal share = BigDecimal.valueOf(part).divide(whole, 12, RoundingMode.DOWN);
        return new Measures(measures.racks(), null, measures.gpus(), measures.powerMw(), measures.value(), share);
    }

    private void step(List<Lot> lots, Lot lot, long part) {
        boolean all = part == lot.open;
        lot.open -= part;
        switch (random.nextInt(4)) {
            case 0 ->
                add(new OrderCancelled(lot.order, buyer(), programme(), lot.id, lot.vendor, lot.of(part), all, null));
            case 1 -> {
                Lot fresh = new Lot(lot.order, new LotId(lot.order + "-s" + lots.size()), vendor(), lot.currency, part);
                lots.add(fresh);
                add(new OrderShiftedToVendor(
                        lot.order,
                        buyer(),
                        programme(),
                        lot.vendor,
                        fresh.vendor,
                        fresh.id,
                        List.of(new OrderShiftedToVendor.Moved(lot.id, lot.of(part))),
                        lot.of(part),
                        all,
                        null,
                        null));
            }
            default ->
                add(new DeliveryRecorded(
                        new DeliveryId("d-" + events.size()),
                        lot.order,
                        buyer(),
                        programme(),
                        lot.id,
                        lot.vendor,
                        lot.of(part),
                        null));
        }
    }

    /** By up to all that is open less, or some more. */
    private void amend(Lot lot) {
        long more = random.nextInt((int) lot.open + 20) - lot.open;
        if (lot.held + more > 0) {
            lot.open += more;
            lot.held += more;
            add(new ServerOrderAmended(lot.order, buyer(), programme(), lot.id, lot.vendor, lot.of(lot.held)));
        }
    }

    private PartyId vendor() {
        return new PartyId(VENDORS.get(random.nextInt(VENDORS.size())));
    }

    private static PartyId buyer() {
        return new PartyId("xai");
    }

    private static ProgrammeId programme() {
        return new ProgrammeId("colossus");
    }

    private void add(Event event) {
        times.add("2024-%02d-01".formatted(Math.min(12, 1 + events.size() / 2)));
        events.add(event);
    }

    /** All that happened, every measure stated. */
    public Histories whole() {
        return told(UnaryOperator.identity());
    }

    /** The same with measures left out at random. */
    public Histories withGaps() {
        return told(this::gaps);
    }

    private Histories told(UnaryOperator<Event> telling) {
        Histories histories = new Histories();
        for (int i = 0; i < events.size(); i++) {
            histories.then(times.get(i), telling.apply(events.get(i)));
        }
        return histories;
    }

    private Event gaps(Event event) {
        return switch (event) {
            case ServerOrderPlaced e ->
                new ServerOrderPlaced(
                        e.order(),
                        e.buyer(),
                        e.programme(),
                        null,
                        e.allocations().stream()
                                .map(each -> new Allocation(each.lot(), each.vendor(), gaps(each.measures())))
                                .toList());
            case OrderShiftedToVendor e -> {
                Measures measures = gaps(e.measures());
                yield new OrderShiftedToVendor(
                        e.order(),
                        e.buyer(),
                        e.programme(),
                        e.from(),
                        e.to(),
                        e.lot(),
                        List.of(new OrderShiftedToVendor.Moved(
                                e.moved().getFirst().lot(), measures)),
                        measures,
                        e.allOpen(),
                        null,
                        null);
            }
            case ServerOrderAmended e ->
                new ServerOrderAmended(e.order(), e.buyer(), e.programme(), e.lot(), e.vendor(), gaps(e.measures()));
            case DeliveryRecorded e ->
                new DeliveryRecorded(
                        e.delivery(),
                        e.order(),
                        e.buyer(),
                        e.programme(),
                        e.lot(),
                        e.vendor(),
                        gaps(e.measures()),
                        null);
            case OrderCancelled e ->
                new OrderCancelled(
                        e.order(),
                        e.buyer(),
                        e.programme(),
                        e.lot(),
                        e.vendor(),
                        gaps(e.measures()),
                        e.allOpen(),
                        null);
            default -> event;
        };
    }

    private Measures gaps(Measures measures) {
        return new Measures(
                random.nextInt(3) == 0 ? null : measures.racks(),
                null,
                random.nextInt(3) == 0 ? null : measures.gpus(),
                random.nextInt(3) == 0 ? null : measures.powerMw(),
                random.nextInt(3) == 0 ? null : measures.value(),
                random.nextInt(3) == 0 ? null : measures.share());
    }

    /** Any part of a history, with times as vague as sources are: a fold makes sense of it all the same. */
    public static List<Recorded> torn(List<Recorded> history, Random random) {
        Histories torn = new Histories();
        for (Recorded recorded : history) {
            if (random.nextInt(5) > 0) {
                String time =
                        recorded.validAt() == null ? null : recorded.validAt().text();
                String vague = switch (time == null ? 5 : random.nextInt(6)) {
                    case 0 -> null;
                    case 1 -> time.substring(0, 4);
                    case 2 -> time.substring(0, Math.min(7, time.length()));
                    default -> time;
                };
                torn.then(vague, recorded.confidence(), recorded.event());
            }
        }
        return torn.events();
    }
}
