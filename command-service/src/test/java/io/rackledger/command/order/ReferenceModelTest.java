package io.rackledger.command.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random commands on orders, right and wrong, in both modes, against {@link SlowOrders}: what it says of a command the
 * deciders say too, and after every step both know the same of every lot. Where it can't say, as a size is unknown, it
 * follows what was decided, and only the balance is checked. Longer than other files, as one history needs it all.
 */
class ReferenceModelTest {
    private static final int SEQUENCES = 10_000;
    private static final int STEPS = 10;
    private static final List<PartyId> VENDORS = List.of(Facts.DELL, Facts.SUPERMICRO, new PartyId("hpe"));
    private static final List<OrderId> ORDERS = List.of(new OrderId("o1"), new OrderId("o2"));
    private static final LocalDate PLACED = LocalDate.of(2024, 6, 19);
    private static final Verdict REFUSED = new Verdict(false, null);

    private final Map<String, Integer> counts = new TreeMap<>();
    private Random random = new Random();
    private List<Recorded> ledger = new ArrayList<>();
    private SlowOrders slow = new SlowOrders();
    private String where = "";

    /** What the model says: refused, or what is taken from which lot; unsure where it is null. */
    private record Verdict(boolean accepted, @Nullable Map<String, Map<String, Long>> taken) {}

    @Test
    void the_deciders_agree_with_a_model_that_counts_slowly() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("ReferenceModelTest: -Drackledger.seed=" + seed);
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            random = new Random(seed + sequence);
            ledger = new ArrayList<>();
            slow = new SlowOrders();
            for (OrderId order : ORDERS) {
                place(order);
            }
            for (int step = 0; step < STEPS; step++) {
                where = "seed " + (seed + sequence) + ", step " + step;
                step(step);
                check();
            }
            retractAndRecordAgain();
        }
        System.out.println("ReferenceModelTest: " + counts);
        assertThat(counts).containsKeys("accepted", "refused", "unsure", "retracted");
        counts.values().forEach(count -> assertThat(count).isGreaterThan(SEQUENCES / 20));
    }

    private void place(OrderId order) {
        List<PlaceServerOrder.Body.Part> parts = new ArrayList<>();
        for (PartyId vendor : VENDORS.subList(0, 1 + random.nextInt(3))) {
            long racks = 1 + random.nextInt(40);
            Measures size = switch (random.nextInt(12)) {
                case 0 -> new Measures(null, null, null, null, null, new BigDecimal("0.25"));
                case 1, 2 -> Facts.onlyRacks(racks);
                default -> new Measures(racks, null, racks * (1 + random.nextInt(4)), null, null, null);
            };
            parts.add(new PlaceServerOrder.Body.Part(null, vendor, size));
        }
        boolean one = parts.stream()
                .noneMatch(part -> part.measures() != null && part.measures().share() != null);
        PlaceServerOrder.Body body =
                new PlaceServerOrder.Body(order, Facts.XAI, null, ValidTime.of(PLACED), null, parts);
        Decision decision = decide(new PlaceServerOrder(), body);
        if (decision instanceof Decision.Accepted accepted) {
            record(accepted, body.validAt());
        } else {
            assertThat(one).as("an order without shares is taken").isFalse();
        }
    }

    private void step(int step) {
        OrderId order = ORDERS.get(random.nextInt(2));
        if (slow.lots.values().stream().noneMatch(lot -> lot.order.equals(order.value()))) {
            return;
        }
        PartyId vendor = VENDORS.get(random.nextInt(3));
        long racks = random.nextInt(14);
        ValidTime on = on();
        boolean before = !on.lastDay().isAfter(PLACED);
        switch (random.nextInt(6)) {
            case 0 -> amend(order, on, before);
            case 1 -> deliver(step, order, vendor, racks, on, before);
            case 2 -> cancel(order, vendor, racks, on, before);
            case 3, 4 -> shift(order, vendor, racks, on, before);
            default -> shift(null, vendor, racks, on, before);
        }
    }

    /** The day of a command; before anything was placed once in a while, and known to the year only at times. */
    private ValidTime on() {
        return switch (random.nextInt(20)) {
            case 0 -> ValidTime.of(PLACED.minusDays(1));
            case 1, 2 -> ValidTime.parse("2024");
            default -> ValidTime.of(PLACED.plusDays(ledger.size()));
        };
    }

    private void amend(OrderId order, ValidTime on, boolean before) {
        List<SlowOrders.Lot> all = slow.lots.values().stream()
                .filter(lot -> lot.order.equals(order.value()))
                .toList();
        SlowOrders.Lot lot = random.nextInt(10) == 0 ? null : all.get(random.nextInt(all.size()));
        long racks = random.nextInt(40);
        Map<String, Long> given = new TreeMap<>(Map.of("racks", racks));
        if (random.nextBoolean()) {
            given.put("gpus", racks * 2);
        }
        Verdict verdict;
        if (lot == null || racks == 0 || before) {
            verdict = REFUSED;
        } else if (given.keySet().stream().anyMatch(measure -> lot.gone(measure) > given.get(measure))) {
            verdict = when(on) >= lot.lastAmended ? REFUSED : null;
        } else {
            verdict = new Verdict(true, Map.of());
        }
        if (lot != null && laterMade(List.of(lot), on)) {
            verdict = racks == 0 ? REFUSED : null;
        }
        AmendServerOrder.Body body = new AmendServerOrder.Body(
                order,
                new LotId(lot == null ? "none" : lot.id),
                new Measures(racks, null, given.get("gpus"), null, null, null),
                on);
        if (compare(new AmendServerOrder(), body, verdict, null) && lot != null) {
            lot.amend(given, when(on));
        }
    }

    /** Days run on along a history; of a year the first day counts. */
    private static int when(ValidTime on) {
        return (int) on.firstDay().toEpochDay();
    }

    private void deliver(int step, OrderId order, PartyId vendor, long racks, ValidTime on, boolean before) {
        Verdict verdict = verdict(slow.at(order.value(), vendor.value()), racks, on, before);
        RecordDelivery.Body body = new RecordDelivery.Body(
                new DeliveryId("d" + step), order, null, vendor, Facts.onlyRacks(racks), on, null);
        compare(new RecordDelivery(), body, verdict, "delivered");
    }

    private void cancel(OrderId order, PartyId vendor, long racks, ValidTime on, boolean before) {
        boolean all = random.nextInt(4) == 0;
        List<SlowOrders.Lot> lots = slow.at(order.value(), vendor.value());
        Verdict verdict = all ? allOpen(lots, on, before) : verdict(lots, racks, on, before);
        compare(
                new CancelOrder(),
                new CancelOrder.Body(order, null, vendor, extent(all, racks), on, null),
                verdict,
                "cancelled");
    }

    private void shift(@Nullable OrderId order, PartyId from, long racks, ValidTime on, boolean before) {
        PartyId to = VENDORS.get(random.nextInt(3));
        boolean all = random.nextInt(4) == 0;
        List<SlowOrders.Lot> lots = slow.at(order == null ? null : order.value(), from.value());
        Verdict verdict = all ? allOpen(lots, on, before) : verdict(lots, racks, on, before);
        if (from.equals(to)) {
            verdict = REFUSED;
        }
        ShiftOrderToVendor.Body body = new ShiftOrderToVendor.Body(
                order, order == null ? Facts.XAI : null, from, to, extent(all, racks), null, null, on, null, null);
        compare(new ShiftOrderToVendor(), body, verdict, "shifted");
    }

    private static Extent extent(boolean all, long racks) {
        return all ? new Extent(true, null, null) : new Extent(null, null, Facts.onlyRacks(racks));
    }

    private @Nullable Verdict verdict(List<SlowOrders.Lot> lots, long racks, ValidTime on, boolean before) {
        if (racks == 0 || lots.isEmpty()) {
            return REFUSED;
        }
        if (!lots.stream().allMatch(SlowOrders.Lot::isSure)) {
            return null;
        }
        List<SlowOrders.Lot> open = SlowOrders.open(lots);
        if (open.isEmpty()) {
            return REFUSED;
        }
        if (laterMade(open, on)) {
            return null;
        }
        if (before) {
            return REFUSED;
        }
        Map<String, Map<String, Long>> taken = racksOnly(open) ? SlowOrders.taken(open, racks) : null;
        return racksOnly(open) ? new Verdict(taken != null, taken) : null;
    }

    /** Whether racks are open wherever something is: else GPUs without racks are left, and racks lead to nothing. */
    private static boolean racksOnly(List<SlowOrders.Lot> open) {
        return open.stream().allMatch(lot -> lot.open("racks") > 0);
    }

    private @Nullable Verdict allOpen(List<SlowOrders.Lot> lots, ValidTime on, boolean before) {
        if (lots.isEmpty()) {
            return REFUSED;
        }
        if (!lots.stream().allMatch(SlowOrders.Lot::isSure)) {
            return null;
        }
        List<SlowOrders.Lot> open = SlowOrders.open(lots);
        if (open.isEmpty()) {
            return REFUSED;
        }
        if (laterMade(open, on)) {
            return null;
        }
        return before ? REFUSED : new Verdict(true, SlowOrders.all(open));
    }

    /** Whether a lot may have been made after that day: the model keeps no dates. */
    private static boolean laterMade(List<SlowOrders.Lot> lots, ValidTime on) {
        boolean vague =
                on.precision() != ValidTime.Precision.DAY || !on.firstDay().isAfter(PLACED);
        return vague && lots.stream().anyMatch(lot -> lot.shiftedIn);
    }

    /** Whether it was accepted. */
    private <C extends Command, S> boolean compare(
            Decider<C, S> decider, C body, @Nullable Verdict verdict, @Nullable String gone) {
        Decision decision = decide(decider, body);
        boolean accepted = decision instanceof Decision.Accepted;
        count(verdict == null ? "unsure" : accepted ? "accepted" : "refused");
        if (verdict != null) {
            assertThat(accepted).as("%s: %s gives %s", where, body, decision).isEqualTo(verdict.accepted());
        }
        if (decision instanceof Decision.Accepted events) {
            if (verdict != null && gone != null) {
                assertThat(taken(events.events())).as("%s: %s", where, body).isEqualTo(verdict.taken());
            }
            record(events, body.validAt());
        }
        return accepted;
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private static Map<String, Map<String, Long>> taken(List<Event> events) {
        Map<String, Map<String, Long>> taken = new HashMap<>();
        for (Event event : events) {
            if (event instanceof OrderShiftedToVendor e) {
                e.moved().forEach(moved -> taken.put(moved.lot().value(), amounts(moved.measures())));
            } else if (event instanceof DeliveryRecorded e) {
                taken.put(e.lot().value(), amounts(e.measures()));
            } else if (event instanceof OrderCancelled e) {
                taken.put(e.lot().value(), amounts(e.measures()));
            }
        }
        return taken;
    }

    private static Map<String, Long> amounts(Measures measures) {
        Map<String, Long> amounts = new TreeMap<>();
        if (measures.racks() != null) {
            amounts.put("racks", measures.racks());
        }
        if (measures.gpus() != null) {
            amounts.put("gpus", measures.gpus());
        }
        return amounts;
    }

    private <C extends Command, S> Decision decide(Decider<C, S> decider, C body) {
        Mode mode = random.nextInt(3) == 0 ? Mode.OBSERVED : Mode.DECIDED;
        S state = decider.initial();
        List<EntityId> required = body.requires();
        for (Recorded recorded : io.rackledger.events.Facts.standing(ledger)) {
            if (!(required.getFirst() instanceof OrderId) || required.contains(OrderState.orderOf(recorded.event()))) {
                state = decider.evolve(state, recorded);
            }
        }
        return decider.decide(
                new Intake<>("c", decider.name(), body, mode, null, body.validAt(), Instant.EPOCH, "test", null),
                state);
    }

    private void record(Decision.Accepted accepted, @Nullable ValidTime at) {
        for (Event event : accepted.events()) {
            if (!(event instanceof AnomalyFlagged)) {
                append(event, at);
                follow(event);
            }
        }
    }

    private void append(Event event, @Nullable ValidTime at) {
        int position = ledger.size();
        ledger.add(new Recorded(
                position, "e" + position, Instant.EPOCH, at, Mode.DECIDED, null, "test", "c", null, event));
    }

    private void follow(Event event) {
        if (event instanceof ServerOrderPlaced e) {
            e.allocations()
                    .forEach(lot -> slow.add(new SlowOrders.Lot(
                            lot.lot().value(),
                            e.order().value(),
                            lot.vendor().value(),
                            false,
                            amounts(lot.measures()))));
        } else if (event instanceof OrderShiftedToVendor e) {
            e.moved().forEach(moved -> slow.lots.get(moved.lot().value()).take("shifted", amounts(moved.measures())));
            slow.add(new SlowOrders.Lot(
                    e.lot().value(), e.order().value(), e.to().value(), true, amounts(e.measures())));
        } else if (event instanceof DeliveryRecorded e) {
            slow.lots.get(e.lot().value()).take("delivered", amounts(e.measures()));
        } else if (event instanceof OrderCancelled e) {
            slow.lots.get(e.lot().value()).take("cancelled", amounts(e.measures()));
        }
    }

    private void check() {
        for (OrderId id : ORDERS) {
            OrderState order = fold(id);
            if (order != null) {
                for (Lot lot : order.lots()) {
                    SlowOrders.Lot mine = slow.lots.get(lot.id().value());
                    assertThat(amounts(lot.allocated())).as(where).isEqualTo(mine.held);
                    if (mine.isSure()) {
                        assertThat(amount(lot.openExactly(Measure.RACKS)))
                                .as(where)
                                .isEqualTo(mine.open("racks"));
                        assertThat(amount(lot.openExactly(Measure.GPUS)))
                                .as(where)
                                .isEqualTo(mine.open("gpus"));
                        assertThat(amount(lot.delivered().atLeast(Measure.RACKS)))
                                .as(where)
                                .isEqualTo(mine.gone("delivered", "racks"));
                        assertThat(amount(lot.cancelled().atLeast(Measure.RACKS)))
                                .as(where)
                                .isEqualTo(mine.gone("cancelled", "racks"));
                    }
                }
            }
        }
        assertThat(slow.broken()).as(where).isEmpty();
    }

    private static @Nullable Long amount(@Nullable BigDecimal amount) {
        return amount == null ? null : (Long) amount.longValueExact();
    }

    private @Nullable OrderState fold(OrderId id) {
        OrderState order = null;
        for (Recorded recorded : io.rackledger.events.Facts.standing(ledger)) {
            if (recorded.event() instanceof ServerOrderPlaced placed
                    && placed.order().equals(id)) {
                order = OrderState.placed(placed, 0, recorded.validAt());
            } else if (order != null) {
                order = order.after(recorded.event(), 0, recorded.validAt());
            }
        }
        return order;
    }

    private void retractAndRecordAgain() {
        if (ledger.isEmpty()) {
            return;
        }
        Recorded last = ledger.getLast();
        if (last.event() instanceof ServerOrderPlaced) {
            return;
        }
        OrderState with1 = fold(ORDERS.getFirst());
        OrderState with2 = fold(ORDERS.getLast());
        append(new FactRetracted(last.id(), last.position(), List.copyOf(Tags.of(last)), "in error"), null);
        boolean unchanged =
                Objects.equals(fold(ORDERS.getFirst()), with1) && Objects.equals(fold(ORDERS.getLast()), with2);
        assertThat(unchanged)
                .as("%s: a retraction of %s takes it away", where, last)
                .isFalse();
        append(last.event(), last.validAt());
        assertThat(fold(ORDERS.getFirst())).as(where).isEqualTo(with1);
        assertThat(fold(ORDERS.getLast())).as(where).isEqualTo(with2);
        count("retracted");
    }
}
