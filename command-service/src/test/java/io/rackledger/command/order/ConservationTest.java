package io.rackledger.command.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Whatever is ordered, shifted, delivered and cancelled: nothing comes from nowhere, and nothing is lost. */
class ConservationTest {
    private static final int SEQUENCES = 10_000;
    private static final int STEPS = 12;
    private static final List<PartyId> VENDORS = List.of(Facts.DELL, Facts.SUPERMICRO, new PartyId("hpe"));
    private static final List<Measure> MEASURES = List.of(Measure.RACKS, Measure.GPUS, Measure.POWER_MW, Measure.VALUE);

    private Random random = new Random();
    private List<Recorded> ledger = new ArrayList<>();
    private int accepted;
    private int refused;
    private int checked;

    @Test
    void what_was_ordered_is_delivered_cancelled_or_open() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("ConservationTest: -Drackledger.seed=" + seed);
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            random = new Random(seed + sequence);
            ledger = new ArrayList<>();
            record(Facts.party(Facts.XAI));
            VENDORS.forEach(vendor -> record(Facts.party(vendor)));
            decide(new PlaceServerOrder(), order());
            for (int step = 0; step < STEPS; step++) {
                step(step);
                check("seed " + seed + ", sequence " + sequence + ", step " + step);
            }
        }
        assertThat(accepted).as("accepted").isGreaterThan(SEQUENCES * 3);
        assertThat(checked).as("checked").isGreaterThan(SEQUENCES * STEPS * 3);
        assertThat(refused).as("refused").isGreaterThan(SEQUENCES);
    }

    private PlaceServerOrder.Body order() {
        List<PlaceServerOrder.Body.Part> parts = new ArrayList<>();
        for (PartyId vendor : VENDORS.subList(0, 1 + random.nextInt(VENDORS.size()))) {
            parts.add(new PlaceServerOrder.Body.Part(null, vendor, size()));
        }
        return new PlaceServerOrder.Body(Facts.ORDER, Facts.XAI, null, null, null, parts);
    }

    /** An odd price and power a rack, so that their parts are rounded; one lot in eight doesn't know its GPUs. */
    private Measures size() {
        long racks = 1 + random.nextInt(60);
        return new Measures(
                racks,
                null,
                random.nextInt(8) == 0 ? null : racks * 8,
                new BigDecimal(1 + random.nextInt(1000)).movePointLeft(3),
                Money.ofMinor(CurrencyUnit.USD, 1 + random.nextInt(100_000)),
                null);
    }

    private void step(int step) {
        PartyId vendor = vendor();
        switch (random.nextInt(4)) {
            case 0, 1 ->
                decide(
                        new ShiftOrderToVendor(),
                        new ShiftOrderToVendor.Body(
                                Facts.ORDER, null, vendor, vendor(), extent(), null, null, null, null, null));
            case 2 ->
                decide(
                        new RecordDelivery(),
                        new RecordDelivery.Body(
                                new DeliveryId("d-" + step), Facts.ORDER, null, vendor, amount(), null, null));
            default -> decide(new CancelOrder(), new CancelOrder.Body(Facts.ORDER, null, vendor, extent(), null, null));
        }
    }

    private PartyId vendor() {
        return VENDORS.get(random.nextInt(VENDORS.size()));
    }

    private Extent extent() {
        return switch (random.nextInt(6)) {
            case 0 -> new Extent(true, null, null);
            case 1 -> new Extent(null, new BigDecimal("0.5"), null);
            default -> new Extent(null, null, amount());
        };
    }

    private Measures amount() {
        long racks = random.nextInt(20);
        return switch (random.nextInt(4)) {
            case 0 -> Facts.onlyGpus(8L * racks);
            case 1 -> new Measures(racks, null, racks * 8, null, null, null);
            case 2 ->
                new Measures(racks, null, null, null, Money.ofMinor(CurrencyUnit.USD, random.nextInt(9_000)), null);
            default -> Facts.onlyRacks(racks);
        };
    }

    private <C extends Command, S> void decide(Decider<C, S> decider, C body) {
        Intake<C> intake = new Intake<>(
                "command",
                decider.name(),
                body,
                Mode.DECIDED,
                null,
                ValidTime.of(Instant.EPOCH.plusSeconds(ledger.size())),
                Instant.EPOCH,
                "test",
                null);
        Deliberation<C, S> deliberation = new Deliberation<>(decider, intake);
        for (List<Criterion> next = deliberation.next(); !next.isEmpty(); next = deliberation.next()) {
            List<Criterion> round = next;
            deliberation.take(ledger.stream()
                    .filter(fact -> round.stream().anyMatch(criterion -> criterion.matches(fact)))
                    .toList());
        }
        switch (deliberation.decide()) {
            case Decision.Accepted decision -> {
                decision.events().forEach(this::record);
                accepted++;
            }
            case Decision.Refused decision -> refused++;
        }
    }

    private void record(Event event) {
        long position = ledger.size();
        ValidTime validAt = ValidTime.of(Instant.EPOCH.plusSeconds(position));
        ledger.add(new Recorded(
                position, "event", Instant.EPOCH, validAt, Mode.DECIDED, null, "test", "command", null, event));
    }

    private void check(String where) {
        OrderState order = null;
        for (Recorded recorded : ledger) {
            if (recorded.event() instanceof ServerOrderPlaced placed) {
                order = OrderState.placed(placed, recorded.position(), recorded.validAt());
            } else if (order != null) {
                order = order.after(recorded.event(), recorded.position(), recorded.validAt());
            }
        }
        for (Measure measure : MEASURES) {
            Sums sums = new Sums(measure);
            ledger.forEach(recorded -> sums.add(recorded.event()));
            if (order != null && sums.known) {
                sums.check(order, where + ", " + measure);
                checked++;
            }
        }
    }

    /** From the events alone: what each lot still holds, and what became of all that was ordered. */
    private static final class Sums {
        private final Measure measure;
        private final Map<LotId, BigDecimal> open = new HashMap<>();
        private BigDecimal ordered = BigDecimal.ZERO;
        private BigDecimal gone = BigDecimal.ZERO;
        private boolean known = true;

        Sums(Measure measure) {
            this.measure = measure;
        }

        void add(Event event) {
            if (event instanceof ServerOrderPlaced placed) {
                placed.allocations().forEach(lot -> {
                    open.put(lot.lot(), amount(lot.measures()));
                    ordered = ordered.add(amount(lot.measures()));
                });
            } else if (event instanceof OrderShiftedToVendor shifted) {
                shifted.moved().forEach(moved -> take(moved.lot(), amount(moved.measures())));
                open.put(shifted.lot(), amount(shifted.measures()));
            } else if (event instanceof DeliveryRecorded delivery) {
                take(delivery.lot(), amount(delivery.measures()));
                gone = gone.add(amount(delivery.measures()));
            } else if (event instanceof OrderCancelled cancelled) {
                take(cancelled.lot(), amount(cancelled.measures()));
                gone = gone.add(amount(cancelled.measures()));
            }
        }

        private void take(LotId lot, BigDecimal amount) {
            open.merge(lot, amount.negate(), BigDecimal::add);
        }

        private BigDecimal amount(Measures measures) {
            BigDecimal amount = measures.amount(measure);
            known &= amount != null;
            return amount == null ? BigDecimal.ZERO : amount;
        }

        void check(OrderState order, String where) {
            assertThat(open.values()).as(where).allMatch(amount -> amount.signum() >= 0);
            BigDecimal all = open.values().stream().reduce(gone, BigDecimal::add);
            assertThat(all).as(where).isEqualByComparingTo(ordered);
            assertThat(order.open())
                    .containsExactlyElementsOf(
                            order.lots().stream().filter(Lot::isOpen).toList());
            for (Lot lot : order.lots()) {
                assertThat(lot.openExactly(measure))
                        .as("%s, %s", where, lot.id())
                        .isEqualByComparingTo(open.get(lot.id()));
            }
        }
    }
}
