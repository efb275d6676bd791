package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Movement.Kind;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order, in the order of folding, with how many events that is in all and for each vendor. Immutable.
 *
 * <p>An order has as many states as events, and each has the movements of the one before it and one or two more. So they
 * share one array, of which each sees its beginning: whoever first appends to the longest of them takes the next place in
 * it, and whoever comes second goes on in a copy. What was counted up to a movement stands beside it, so that figures
 * over all orders need not look at each movement.
 */
final class Movements extends AbstractList<Movement> implements RandomAccess {
    private static final int LEAST_CAPACITY = 4;

    /** How many movements are looked through for equal measures. */
    private static final int MOST_COMPARED = 4;

    /** Beside each movement: its vendor, kind and quarter. */
    private static final int VENDOR = 0;

    private static final int KIND = 1;
    private static final int QUARTER = 2;
    private static final int MARKS = 3;

    /**
     * Apart from these, since whoever adds up all movements reads no others: its first day; its vendor's events until then,
     * by basis; all events until then and the latest day.
     */
    private static final int FIRST_DAY = 0;

    private static final int BY_BASIS = 1;
    private static final int ALL = BY_BASIS + Basis.values().length;
    private static final int LATEST_DAY = ALL + 1;
    private static final int WIDTH = LATEST_DAY + 1;
    private static final int NEVER_OVER = Integer.MAX_VALUE;
    private static final Kind[] KINDS = Kind.values();
    private static final int UNKNOWN_QUARTER = -1;
    private static final int QUARTERS = 4;
    private static final int MONTHS_IN_QUARTER = 3;

    /** What several have in common; a place is written once, by whom it was given to. */
    private static final class Shared {
        private final Movement[] movements;
        private final int[] marks;
        private final int[] figures;
        private final long[] values;
        private final AtomicInteger taken;

        Shared(Movement[] movements, int[] marks, int[] figures, long[] values, int taken) {
            this.movements = movements;
            this.marks = marks;
            this.figures = figures;
            this.values = values;
            this.taken = new AtomicInteger(taken);
        }

        /** One in which the next place after so many is the caller's. */
        Shared next(int size) {
            if (size < movements.length && taken.compareAndSet(size, size + 1)) {
                return this;
            }
            int capacity = Math.max(LEAST_CAPACITY, 2 * size);
            return new Shared(
                    Arrays.copyOf(movements, capacity),
                    Arrays.copyOf(marks, capacity * MARKS),
                    Arrays.copyOf(figures, capacity * WIDTH),
                    Arrays.copyOf(values, capacity),
                    size + 1);
        }

        /** Writes what is counted until a movement of that vendor. */
        void count(int i, int vendor) {
            Movement movement = movements[i];
            marks[i * MARKS + VENDOR] = vendor;
            marks[i * MARKS + KIND] = movement.kind().ordinal();
            marks[i * MARKS + QUARTER] = quarter(movement.at());
            int at = i * WIDTH;
            int before = before(i, vendor);
            figures[at + FIRST_DAY] = movement.at() == null
                    ? Integer.MIN_VALUE
                    : (int) movement.at().firstEpochDay();
            for (Basis basis : Basis.values()) {
                int known = before < 0 ? 0 : figures[before * WIDTH + BY_BASIS + basis.ordinal()];
                boolean more = basis.restsOn(movement.kind()) && isFirst(i, movement.vendor(), basis);
                figures[at + BY_BASIS + basis.ordinal()] = more ? known + 1 : known;
            }
            boolean isAnother = i == 0 || movements[i - 1].position() != movement.position();
            figures[at + ALL] = (i == 0 ? 0 : figures[at - WIDTH + ALL]) + (isAnother ? 1 : 0);
            int day = movement.at() == null ? NEVER_OVER : (int) movement.at().lastEpochDay();
            figures[at + LATEST_DAY] = i == 0 ? day : Math.max(day, figures[at - WIDTH + LATEST_DAY]);
        }

        /** The last before that one of the same vendor; −1 if there is none. */
        int before(int i, int vendor) {
            int before = i - 1;
            while (before >= 0 && marks[before * MARKS + VENDOR] != vendor) {
                before--;
            }
            return before;
        }

        /** Whether none of the same event before it counts for the same vendor. */
        private boolean isFirst(int i, PartyId vendor, Basis basis) {
            for (int j = i - 1; j >= 0 && movements[j].position() == movements[i].position(); j--) {
                if (basis.restsOn(movements[j].kind()) && movements[j].vendor().equals(vendor)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Movements NONE =
            new Movements(new Shared(new Movement[0], new int[0], new int[0], new long[0], 0), 0, List.of(), true);

    private final Shared shared;
    private final int size;
    private final List<PartyId> vendors;
    private final boolean isByTime;

    private Movements(Shared shared, int size, List<PartyId> vendors, boolean isByTime) {
        this.shared = shared;
        this.size = size;
        this.vendors = vendors;
        this.isByTime = isByTime;
    }

    static Movements of(List<Movement> movements) {
        if (movements instanceof Movements same) {
            return same;
        }
        Movements all = NONE;
        for (Movement movement : movements) {
            all = all.plus(movement);
        }
        return all;
    }

    /** With one more at its end. */
    Movements plus(Movement movement) {
        Shared next = shared.next(size);
        int vendor = vendors.indexOf(movement.vendor());
        List<PartyId> more = vendor < 0 ? with(movement.vendor()) : vendors;
        next.movements[size] = movement;
        next.values[size] = Sum.number(movement.measures().amount(Measure.VALUE));
        next.count(size, vendor < 0 ? vendors.size() : vendor);
        return new Movements(next, size + 1, more, isByTime && follows(movement));
    }

    /** Equal measures: those of one of the last movements, if it has such, since deliveries are often alike. */
    Measures known(Measures measures) {
        for (int i = size - 1; i >= Math.max(0, size - MOST_COMPARED); i--) {
            if (shared.movements[i].measures().equals(measures)) {
                return shared.movements[i].measures();
            }
        }
        return measures;
    }

    private List<PartyId> with(PartyId vendor) {
        List<PartyId> more = new ArrayList<>(vendors);
        more.add(vendor);
        return VendorLists.known(more);
    }

    private boolean follows(Movement movement) {
        return movement.at() != null && (size == 0 || Movement.BY_TIME.compare(getLast(), movement) <= 0);
    }

    /** The quarter in which it surely happened, if it happened. */
    private static int quarter(@Nullable ValidTime at) {
        if (at == null) {
            return UNKNOWN_QUARTER;
        }
        int first = quarter(at.firstDay());
        return first == quarter(at.lastDay()) ? first : UNKNOWN_QUARTER;
    }

    static int quarter(LocalDate day) {
        return QUARTERS * day.getYear() + (day.getMonthValue() - 1) / MONTHS_IN_QUARTER;
    }

    @Override
    public Movement get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return shared.movements[index];
    }

    @Override
    public int size() {
        return size;
    }

    /** Whether all are dated, and come in the order of their valid time. */
    boolean isByTime() {
        return isByTime;
    }

    /** The first day on which one of them may have happened, counted from 1970-01-01; the least there is if no one says. */
    int firstDay(int index) {
        return shared.figures[index * WIDTH + FIRST_DAY];
    }

    /** The vendors whose lots they moved, in the order in which they came up. */
    List<PartyId> vendors() {
        return vendors;
    }

    /** How many events moved anything. */
    int events() {
        return size == 0 ? 0 : shared.figures[(size - 1) * WIDTH + ALL];
    }

    /** How many events made what one of the {@link #vendors} has what it is. */
    int events(int vendor, Basis basis) {
        int last = shared.before(size, vendor);
        return last < 0 ? 0 : shared.figures[last * WIDTH + BY_BASIS + basis.ordinal()];
    }

    /** Tells those that one of the {@link #vendors} had; all that may have happened on that day or later, and maybe more. */
    void forEach(int vendor, long epochDay, Consumer<Movement> told) {
        int from = size;
        while (from > 0 && shared.figures[(from - 1) * WIDTH + LATEST_DAY] >= epochDay) {
            from--;
        }
        for (int i = from; i < size; i++) {
            if (shared.marks[i * MARKS + VENDOR] == vendor) {
                told.accept(shared.movements[i]);
            }
        }
    }

    /** Adds what those that one of the {@link #vendors} had are worth, where their quarter is known; tells the others. */
    void forEach(int vendor, OrderAsOf.Booked sums, Consumer<Movement> others) {
        for (int i = 0; i < size; i++) {
            int at = i * MARKS;
            if (shared.marks[at + VENDOR] == vendor) {
                int quarter = shared.marks[at + QUARTER];
                if (quarter == UNKNOWN_QUARTER) {
                    others.accept(shared.movements[i]);
                } else {
                    addValue(i, sums.in(quarter, KINDS[shared.marks[at + KIND]]));
                }
            }
        }
    }

    private void addValue(int i, Sum sum) {
        if (shared.values[i] == Sum.UNFIT) {
            sum.add(shared.movements[i].measures().amount(Measure.VALUE));
        } else {
            sum.add(shared.values[i]);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return (other instanceof Movements movements && movements.shared == shared && movements.size == size)
                || super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
