package io.rackledger.query.fold;

import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Movement.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as its events tell it, as far as they are known: a lot may be known by its deliveries only. Immutable.
 *
 * @param buyer     null while no event named it
 * @param placedOn  when it was placed; null if no one says
 * @param currency  of every value in it, ISO 4217; null while none is known
 * @param lots      in the order in which they became known
 * @param movements in the order in which they were folded
 * @param settled   when all of them had surely happened, as far as they are dated
 */
public record OrderState(
        OrderId order,
        @Nullable PartyId buyer,
        @Nullable ProgrammeId programme,
        @Nullable ValidTime placedOn,
        @Nullable String currency,
        List<LotState> lots,
        List<Movement> movements,
        Instant settled) {
    public OrderState {
        lots = Lots.of(lots);
        movements = Movements.of(movements);
    }

    static OrderState named(OrderId order) {
        return new OrderState(order, null, null, null, null, List.of(), List.of(), Instant.MIN);
    }

    OrderState after(Recorded recorded) {
        return switch (recorded.event()) {
            case ServerOrderPlaced placed -> placed(recorded, placed);
            case OrderShiftedToVendor shifted -> shifted(recorded, shifted);
            case ServerOrderAmended amended -> amended(recorded, amended);
            case DeliveryRecorded delivery -> {
                Measures measures = inCurrency(delivery.measures());
                yield of(delivery.buyer(), delivery.programme(), measures)
                        .with(delivery.lot(), delivery.vendor(), lot -> lot.withDelivered(measures))
                        .moved(recorded, Kind.DELIVERED, delivery.lot(), delivery.vendor(), measures);
            }
            case OrderCancelled cancelled -> {
                Measures measures = inCurrency(cancelled.measures());
                yield of(cancelled.buyer(), cancelled.programme(), measures)
                        .with(
                                cancelled.lot(),
                                cancelled.vendor(),
                                lot -> lot.withCancelled(measures, cancelled.allOpen()))
                        .moved(recorded, Kind.CANCELLED, cancelled.lot(), cancelled.vendor(), measures);
            }
            default -> this;
        };
    }

    private OrderState placed(Recorded recorded, ServerOrderPlaced placed) {
        OrderState after = new OrderState(
                order, placed.buyer(), placed.programme(), recorded.validAt(), currency, lots, movements, settled);
        for (Allocation allocation : placed.allocations()) {
            Measures measures = after.inCurrency(allocation.measures());
            after = after.of(placed.buyer(), placed.programme(), measures)
                    .with(
                            allocation.lot(),
                            allocation.vendor(),
                            lot -> lot.made(allocation.vendor(), false, measures, Map.of(), recorded.validAt()))
                    .moved(recorded, Kind.ORDERED, allocation.lot(), allocation.vendor(), measures);
        }
        return after;
    }

    private OrderState shifted(Recorded recorded, OrderShiftedToVendor shifted) {
        Map<Measure, BigDecimal> atMost = openAtMost(shifted.moved());
        OrderState after = this;
        for (OrderShiftedToVendor.Moved moved : shifted.moved()) {
            Measures measures = after.inCurrency(moved.measures());
            after = after.of(shifted.buyer(), shifted.programme(), measures)
                    .with(moved.lot(), shifted.from(), lot -> lot.withShifted(measures, shifted.allOpen()))
                    .moved(recorded, Kind.SHIFTED_OUT, moved.lot(), shifted.from(), measures);
        }
        Measures measures = after.inCurrency(shifted.measures());
        return after.of(shifted.buyer(), shifted.programme(), measures)
                .with(
                        shifted.lot(),
                        shifted.to(),
                        lot -> lot.made(shifted.to(), true, measures, atMost, recorded.validAt()))
                .moved(recorded, Kind.SHIFTED_IN, shifted.lot(), shifted.to(), measures);
    }

    private OrderState amended(Recorded recorded, ServerOrderAmended amended) {
        Measures after = inCurrency(amended.measures());
        Measures before =
                find(amended.lot()).map(LotState::allocated).findFirst().orElse(Measures.UNKNOWN);
        return of(amended.buyer(), amended.programme(), after)
                .with(amended.lot(), amended.vendor(), lot -> lot.amended(after))
                .moved(recorded, Kind.RAISED, amended.lot(), amended.vendor(), beyond(after, before))
                .moved(recorded, Kind.LOWERED, amended.lot(), amended.vendor(), beyond(before, after));
    }

    /** By how much one exceeds the other in each measure that both know. */
    private static Measures beyond(Measures one, Measures other) {
        Map<Measure, BigDecimal> beyond = new EnumMap<>(Measure.class);
        one.known().forEach((measure, amount) -> {
            BigDecimal less = other.amount(measure);
            if (less != null) {
                beyond.put(measure, amount.subtract(less).max(BigDecimal.ZERO));
            }
        });
        return Measures.of(beyond, one.currency());
    }

    /** A new lot holds no more than what was open where it came from. */
    private Map<Measure, BigDecimal> openAtMost(List<OrderShiftedToVendor.Moved> moved) {
        Map<Measure, BigDecimal> most = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Bounds open = moved.stream()
                    .map(each -> find(each.lot())
                            .map(lot -> lot.bounds(Basis.OPEN, measure))
                            .findFirst()
                            .orElse(Bounds.UNKNOWN))
                    .reduce(Bounds.NOTHING, Bounds::plus);
            BigDecimal high = open.high();
            if (high != null) {
                most.put(measure, high);
            }
        }
        return most;
    }

    private Stream<LotState> find(LotId id) {
        return lots.stream().filter(lot -> lot.lot().equals(id));
    }

    private OrderState of(PartyId theBuyer, @Nullable ProgrammeId theProgramme, Measures measures) {
        return new OrderState(
                order,
                theBuyer,
                theProgramme == null ? programme : theProgramme,
                placedOn,
                currency == null && measures.currency() != null
                        ? measures.currency().getCode()
                        : currency,
                lots,
                movements,
                settled);
    }

    private OrderState with(LotId id, PartyId vendor, UnaryOperator<LotState> change) {
        List<LotState> changed = new ArrayList<>(lots);
        int place = ((Lots) lots).place(id);
        if (place < 0) {
            changed.add(change.apply(LotState.named(id, vendor)));
        } else {
            changed.set(place, change.apply(lots.get(place)));
        }
        return new OrderState(order, buyer, programme, placedOn, currency, changed, movements, settled);
    }

    private OrderState moved(Recorded recorded, Kind kind, LotId lot, PartyId vendor, Measures measures) {
        Movement movement = new Movement(
                kind,
                known(lot),
                vendor,
                shared().known(measures),
                recorded.validAt(),
                recorded.recordedAt(),
                recorded.position(),
                recorded.id());
        Instant happened = movement.settled();
        return new OrderState(
                order,
                buyer,
                programme,
                placedOn,
                currency,
                lots,
                shared().plus(movement),
                happened.isAfter(settled) ? happened : settled);
    }

    /** The id that the lot has already, so that its movements share it. */
    private LotId known(LotId id) {
        int place = ((Lots) lots).place(id);
        return place < 0 ? id : lots.get(place).lot();
    }

    /** An order is in one currency: a value in another is not known in this one. */
    private Measures inCurrency(Measures measures) {
        if (currency == null
                || measures.currency() == null
                || measures.currency().getCode().equals(currency)) {
            return measures;
        }
        return new Measures(
                measures.racks(), measures.servers(), measures.gpus(), measures.powerMw(), null, measures.share());
    }

    /** The movements, with what is counted beside them. */
    Movements shared() {
        return (Movements) movements;
    }

    /** What each vendor has of it; null where there are too many lots to tell. */
    @Nullable
    Holdings holdings() {
        return lots.size() > Holdings.MOST_LOTS ? null : ((Lots) lots).holdings(shared());
    }

    /** The movements of a lot. */
    public Stream<Movement> movementsOf(LotState lot) {
        return movements.stream().filter(movement -> movement.lot().equals(lot.lot()));
    }

    /**
     * What is known of the whole: at least what the lots sum to, and more where only what moved between them is
     * unknown, since a shift conserves.
     */
    public Bounds total(Basis basis, Measure measure) {
        Bounds sum = sum(lot -> lot.bounds(basis, measure));
        if (sum.isExact()) {
            return sum;
        }
        return switch (basis) {
            case AWARDED, DELIVERED -> sum;
            case COMMITTED -> conserved(measure, Bounds.NOTHING).within(sum);
            case OPEN ->
                conserved(measure, sum(lot -> lot.bounds(Basis.DELIVERED, measure)))
                        .within(sum);
        };
    }

    /** What was cancelled, wherever. */
    public Bounds cancelled(Measure measure) {
        return sum(lot -> {
            BigDecimal known = lot.cancelled().atLeast(measure);
            return lot.cancelled().isExact(measure) ? Bounds.exactly(known) : new Bounds(known, null);
        });
    }

    /** What was ordered, as placed and amended, without what was cancelled and what else is gone. */
    private Bounds conserved(Measure measure, Bounds gone) {
        BigDecimal most = BigDecimal.ZERO;
        boolean known = true;
        for (LotState lot : lots) {
            Measures brought = lot.brought();
            if (!lot.shiftedIn() || brought != null) {
                Bounds held = lot.held(measure);
                if (held.high() == null) {
                    return Bounds.UNKNOWN;
                }
                BigDecimal moved = lot.shiftedIn() && brought != null ? brought.amount(measure) : BigDecimal.ZERO;
                known &= held.isExact() && moved != null;
                most = most.add(held.high()).subtract(moved == null ? BigDecimal.ZERO : moved);
            }
        }
        BigDecimal cancelled =
                lots.stream().map(lot -> lot.cancelled().atLeast(measure)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal left = Amounts.notNegative(most.subtract(cancelled).subtract(gone.low()));
        boolean exact = known
                && gone.isExact()
                && lots.stream().allMatch(lot -> lot.cancelled().isExact(measure));
        return exact ? Bounds.exactly(left) : Bounds.upTo(left);
    }

    private Bounds sum(Function<LotState, Bounds> part) {
        Bounds sum = Bounds.NOTHING;
        for (LotState lot : lots) {
            sum = sum.plus(part.apply(lot));
        }
        return sum;
    }
}
