package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.query.fold.Movement.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the lots of an order may stand at an instant that lies within the span of some of its events.
 *
 * <p>What is known of a lot only falls with each thing that leaves it, and only rises or only falls with each delivery.
 * So of the events that may have happened or not, all of one kind are counted or none: no other choice leads outside of
 * what these bound, and there are few however many events there are. An amendment says what a lot holds from then on, so
 * each of them may have been the last.
 */
record Readings(OrderState order, Moment moment) {
    private static final Set<Kind> MAKING = Set.of(Kind.ORDERED, Kind.SHIFTED_IN);
    private static final Set<Kind> TAKING = Set.of(Kind.SHIFTED_OUT, Kind.CANCELLED);
    private static final Set<Kind> COMING = Set.of(Kind.DELIVERED);
    private static final Set<Kind> GOING = Set.of(Kind.SHIFTED_OUT, Kind.CANCELLED, Kind.DELIVERED);
    private static final List<Set<Kind>> UNCOUNTED = List.of(Set.of(), TAKING, COMING, GOING);

    LotAsOf of(LotState lot) {
        List<Movement> own = order.movementsOf(lot).toList();
        Map<Measure, BigDecimal> atMost = atMost(lot);
        List<LotState> readings = new ArrayList<>();
        for (Measures allocated : allocations(lot, own)) {
            for (Set<Kind> uncounted : UNCOUNTED) {
                List<Movement> counted = own.stream()
                        .filter(movement -> !uncounted.contains(movement.kind()) || !moment.splits(movement))
                        .toList();
                readings.add(reading(lot, allocated, atMost, counted));
            }
        }
        return new LotAsOf(lot, readings.stream().distinct().toList(), mayBeMissing(own));
    }

    private static LotState reading(
            LotState lot, Measures allocated, Map<Measure, BigDecimal> atMost, List<Movement> counted) {
        Tally delivered = tally(counted, Kind.DELIVERED);
        Tally cancelled = tally(counted, Kind.CANCELLED);
        Tally shifted = tally(counted, Kind.SHIFTED_OUT);
        boolean all = cancelled.parts() == lot.cancelled().parts()
                && shifted.parts() == lot.shifted().parts();
        return lot.read(allocated, atMost, delivered, cancelled, shifted, all && lot.emptied());
    }

    private static Tally tally(List<Movement> movements, Kind kind) {
        Tally tally = Tally.NOTHING;
        for (Movement movement : movements) {
            tally = movement.kind() == kind ? tally.plus(movement.measures()) : tally;
        }
        return tally;
    }

    /** What the lot may hold: as it was before the first amendment that may not have happened, and after each since. */
    private List<Measures> allocations(LotState lot, List<Movement> own) {
        List<Measures> before = new ArrayList<>(List.of(lot.allocated()));
        List<Movement> raised =
                own.stream().filter(each -> each.kind() == Kind.RAISED).toList();
        List<Movement> lowered =
                own.stream().filter(each -> each.kind() == Kind.LOWERED).toList();
        int possible = 1;
        for (int i = raised.size() - 1; i >= 0; i--) {
            before.add(
                    i == 0 && lot.brought() != null
                            ? lot.brought()
                            : before.getLast()
                                    .plus(lowered.get(i).measures())
                                    .minus(raised.get(i).measures()));
            possible = moment.splits(raised.get(i)) ? before.size() : possible;
        }
        return before.subList(0, possible).stream().distinct().toList();
    }

    /** What may have left others only after the shift that made the lot may have been in it. */
    private Map<Measure, BigDecimal> atMost(LotState lot) {
        Map<Measure, BigDecimal> atMost = new EnumMap<>(Measure.class);
        atMost.putAll(lot.atMost());
        order.movements().stream()
                .filter(movement -> GOING.contains(movement.kind()))
                .filter(movement -> !movement.lot().equals(lot.lot()) && moment.splits(movement))
                .forEach(movement -> movement.measures()
                        .known()
                        .forEach((measure, amount) ->
                                atMost.computeIfPresent(measure, (any, most) -> most.add(amount))));
        return atMost;
    }

    /** No lot has been made of which something surely happened; and no order has none of its lots. */
    private boolean mayBeMissing(List<Movement> own) {
        return own.stream()
                .filter(movement -> MAKING.contains(movement.kind()))
                .anyMatch(making -> moment.splits(making)
                        && (making.kind() == Kind.ORDERED ? order.movements() : own)
                                .stream().allMatch(moment::splits));
    }
}
