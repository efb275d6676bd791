package io.rackledger.query.fold;

import io.rackledger.events.PartyId;
import io.rackledger.events.ValidTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the events that a figure rests on where they are many: only the first are kept, the rest are counted. An order
 * is added whole, once, or movement by movement. Not thread-safe.
 */
public final class Evidence {
    private static final int FIRST_CAPACITY = 8;
    private static final int MOST_SORTED = 1_000;

    private final PriorityQueue<Movement> first = new PriorityQueue<>(Movement.BY_TIME.reversed());
    private long[] positions = new long[FIRST_CAPACITY];
    private int size;
    private int ofOrders;
    private long latestDay;

    /** The events of these movements. */
    public static Because because(Stream<Movement> movements, String all) {
        Evidence evidence = new Evidence();
        movements.forEach(evidence::add);
        return evidence.because(all);
    }

    public void add(Movement movement) {
        long position = movement.position();
        if (size > 0 && positions[size - 1] == position) {
            return;
        }
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size++] = position;
        if (isAmongFirst(movement)) {
            keep(movement);
        }
    }

    /** Adds all that happened to an order. */
    public void add(OrderAsOf order) {
        Holdings held = counted(order);
        if (held == null) {
            Movements movements = order.state().shared();
            ofOrders += movements.events();
            keep(movements, movement -> true);
        } else {
            ofOrders += held.events();
            if (mayBeAmongFirst(held)) {
                keep(order.state().shared(), movement -> true);
            }
        }
    }

    /** Adds all that happened to a vendor's lots of an order. */
    public void add(OrderAsOf order, PartyId vendor) {
        Holdings held = counted(order);
        if (held == null) {
            Movements movements = order.state().shared();
            add(movements, movements.vendors().indexOf(vendor), Basis.OPEN);
        } else {
            add(order, held, held.indexOf(vendor), Basis.OPEN);
        }
    }

    /** Adds all that happened to lots of any of these vendors, each event once. */
    public void add(OrderAsOf order, Set<PartyId> vendors) {
        Holdings held = counted(order);
        List<PartyId> moved = held == null ? order.vendors() : held.holders();
        int count = 0;
        PartyId last = null;
        for (int i = 0; i < moved.size(); i++) {
            if (vendors.contains(moved.get(i))) {
                count++;
                last = moved.get(i);
            }
        }
        if (count == moved.size()) {
            add(order);
        } else if (count == 1 && last != null) {
            add(order, last);
        } else if (count > 1) {
            order.movements().stream()
                    .filter(movement -> vendors.contains(movement.vendor()))
                    .forEach(this::add);
        }
    }

    /** Adds what was collected of other orders. */
    public void add(Evidence others) {
        ofOrders += others.events();
        for (Movement movement : others.first) {
            if (isAmongFirst(movement)) {
                keep(movement);
            }
        }
    }

    /** Adds to each vendor's evidence what made its part of an order what it is. */
    public static void add(Map<PartyId, Evidence> byVendor, OrderAsOf order, Basis basis) {
        Holdings held = counted(order);
        if (held == null) {
            Movements movements = order.state().shared();
            for (int i = 0; i < movements.vendors().size(); i++) {
                Evidence evidence = byVendor.get(movements.vendors().get(i));
                if (evidence != null) {
                    evidence.add(movements, i, basis);
                }
            }
            return;
        }
        for (int i = 0; i < held.vendors(); i++) {
            Evidence evidence = byVendor.get(held.vendor(i));
            if (evidence != null) {
                evidence.add(order, held, i, basis);
            }
        }
    }

    /** What tells the number of an order's events without a look at them; null if nothing does. */
    private static @Nullable Holdings counted(OrderAsOf order) {
        Holdings held = order.holdings();
        return held == null || !held.tellsEvents() ? null : held;
    }

    private boolean mayBeAmongFirst(Holdings held) {
        return first.size() < Because.MOST || held.firstDay() <= latestDay;
    }

    private void add(OrderAsOf order, Holdings held, int vendor, Basis basis) {
        if (vendor >= 0) {
            ofOrders += held.events(vendor, basis);
            if (mayBeAmongFirst(held)) {
                keep(order.state().shared(), held.vendor(vendor), basis);
            }
        }
    }

    private void add(Movements movements, int vendor, Basis basis) {
        if (vendor >= 0) {
            ofOrders += movements.events(vendor, basis);
            keep(movements, movements.vendors().get(vendor), basis);
        }
    }

    private void keep(Movements movements, PartyId vendor, Basis basis) {
        keep(
                movements,
                movement -> basis.restsOn(movement.kind()) && movement.vendor().equals(vendor));
    }

    private void keep(Movements movements, Predicate<Movement> counts) {
        boolean isByTime = movements.isByTime();
        for (int i = 0; i < movements.size(); i++) {
            boolean isTooLate = first.size() == Because.MOST && movements.firstDay(i) > latestDay;
            if (isTooLate || !isAmongFirst(movements.get(i))) {
                if (isByTime) {
                    return;
                }
            } else if (counts.test(movements.get(i))) {
                keep(movements.get(i));
            }
        }
    }

    private boolean isAmongFirst(Movement movement) {
        return first.size() < Because.MOST
                || (day(movement) <= latestDay && Movement.BY_TIME.compare(movement, first.element()) < 0);
    }

    private void keep(Movement movement) {
        for (Movement kept : first) {
            if (kept.position() == movement.position()) {
                return;
            }
        }
        first.add(movement);
        if (first.size() > Because.MOST) {
            first.remove();
        }
        latestDay = day(first.element());
    }

    private static long day(Movement movement) {
        ValidTime at = movement.at();
        return at == null ? Long.MIN_VALUE : at.firstEpochDay();
    }

    /** The first of the events, and where all of them are. */
    public Because because(String all) {
        return new Because(first().stream().map(Movement::event).toList(), events(), all);
    }

    /** The first of the movements, one of each event, by their valid time. */
    public List<Movement> first() {
        return first.stream().sorted(Movement.BY_TIME).toList();
    }

    /** How many events there are. */
    public int events() {
        return ofOrders + count();
    }

    private int count() {
        if (size <= MOST_SORTED) {
            return (int) Arrays.stream(positions, 0, size).distinct().count();
        }
        BitSet distinct = new BitSet();
        for (int i = 0; i < size; i++) {
            distinct.set(Math.toIntExact(positions[i]));
        }
        return distinct.cardinality();
    }
}
