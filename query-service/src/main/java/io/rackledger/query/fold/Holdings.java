package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What each vendor has of an order: how many lots, and what these come to in each basis and measure. Figures over all
 * orders ask this of every order, and the lots themselves are spread over the memory; this is one short table. Immutable.
 *
 * <p>It has a row for each vendor: a number with the counts of lots, one with the counts of events, then the sums, see
 * {@link Sum}, in those measures of which anything is known.
 */
public final class Holdings {
    private static final Basis[] BASES = Basis.values();

    /** Counts of more would not fit into a row. */
    static final int MOST_LOTS = VendorLots.MOST;

    private static final int EVENTS_BITS = 16;
    private static final int MOST_EVENTS = (1 << EVENTS_BITS) - 1;

    /** Of the numbers that a row begins with, the one with the events. */
    private static final int EVENTS = 1;

    private static final int FIRST_SUM = 2;

    private final List<PartyId> vendors;
    private final long[] table;
    private final int measures;
    private final boolean areShared;
    private final Movements movements;
    private final boolean tellsEvents;
    private final int events;
    private final int firstDay;

    private Holdings(List<PartyId> vendors, long[] table, int measures, boolean areShared, Movements movements) {
        this.vendors = vendors;
        this.table = table;
        this.measures = measures;
        this.areShared = areShared;
        this.movements = movements;
        this.tellsEvents = countEvents();
        this.events = movements.events();
        this.firstDay = movements.isByTime() && !movements.isEmpty() ? movements.firstDay(0) : Integer.MIN_VALUE;
    }

    /** Of at most {@value #MOST_LOTS} lots, and of all that happened to them. */
    static Holdings of(List<LotState> lots, Movements movements) {
        Map<PartyId, VendorLots> rows = rows(lots, lot -> true);
        int measures = known(rows);
        List<PartyId> vendors = VendorLists.known(List.copyOf(rows.keySet()));
        long[] table = new long[vendors.size() * width(measures)];
        for (int i = 0; i < vendors.size(); i++) {
            write(Objects.requireNonNull(rows.get(vendors.get(i))), table, i, measures);
        }
        return new Holdings(vendors, table, measures, areShared(lots), movements);
    }

    /**
     * The same of lots that were these before something happened to some of them: only vendors whose lots are others now
     * are counted anew.
     *
     * @param before the lots that this is of
     */
    Holdings after(List<LotState> before, List<LotState> lots, Movements all) {
        if (!keepVendors(before, lots)) {
            return of(lots, all);
        }
        Set<PartyId> changed = new HashSet<>();
        for (int i = 0; i < lots.size(); i++) {
            if (i >= before.size() || isAnother(before.get(i), lots.get(i))) {
                changed.add(lots.get(i).vendor());
            }
        }
        Map<PartyId, VendorLots> rows = rows(lots, lot -> changed.contains(lot.vendor()));
        if ((known(rows) | measures) != measures) {
            return of(lots, all);
        }
        long[] next = table.clone();
        rows.forEach((vendor, row) -> write(row, next, indexOf(vendor), measures));
        return new Holdings(vendors, next, measures, areShared(lots), all);
    }

    /** Whether each lot is still of the vendor that had it, and those that came are of these vendors too. */
    private boolean keepVendors(List<LotState> before, List<LotState> lots) {
        if (lots.size() < before.size()) {
            return false;
        }
        for (int i = 0; i < lots.size(); i++) {
            PartyId vendor = lots.get(i).vendor();
            if (i < before.size() ? !before.get(i).vendor().equals(vendor) : indexOf(vendor) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What is equal may be counted again; mostly a lot to which nothing happened is the same object. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isAnother(LotState old, LotState now) {
        return old != now;
    }

    private static Map<PartyId, VendorLots> rows(List<LotState> lots, Predicate<LotState> counts) {
        Map<PartyId, VendorLots> rows = new LinkedHashMap<>();
        for (LotState lot : lots) {
            if (counts.test(lot)) {
                rows.computeIfAbsent(lot.vendor(), any -> new VendorLots()).add(lot);
            }
        }
        return rows;
    }

    private static int known(Map<PartyId, VendorLots> rows) {
        int measures = 0;
        for (VendorLots row : rows.values()) {
            measures |= row.known();
        }
        return measures;
    }

    private static boolean areShared(List<LotState> lots) {
        for (LotState lot : lots) {
            if (lot.allocated().share() != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether all could be counted: each vendor to whose lots something happened has a lot, and they are not too many. */
    private boolean countEvents() {
        List<PartyId> moved = movements.vendors();
        for (int i = 0; i < moved.size(); i++) {
            int vendor = indexOf(moved.get(i));
            if (vendor < 0 || movements.events() > MOST_EVENTS) {
                return false;
            }
            long events = 0;
            for (Basis basis : BASES) {
                events |= (long) movements.events(i, basis) << basis.ordinal() * EVENTS_BITS;
            }
            table[vendor * width(measures) + EVENTS] = events;
        }
        return true;
    }

    private static void write(VendorLots row, long[] table, int vendor, int measures) {
        int at = vendor * width(measures);
        table[at] = row.counts();
        at += FIRST_SUM;
        for (Measure measure : VendorLots.QUANTITIES) {
            if ((measures >> measure.ordinal() & 1) == 1) {
                for (Basis basis : BASES) {
                    table[at++] = row.number(basis, measure);
                }
            }
        }
    }

    private static int width(int measures) {
        return FIRST_SUM + BASES.length * Integer.bitCount(measures);
    }

    /** How many vendors have any lot. */
    public int vendors() {
        return vendors.size();
    }

    /** All of them, in the order in which they became known; one list for all orders that have the same, mostly. */
    public List<PartyId> holders() {
        return vendors;
    }

    /** One of them, in the order in which they became known. */
    public PartyId vendor(int i) {
        return vendors.get(i);
    }

    /** Which of them that is; −1 if it has none. */
    public int indexOf(PartyId vendor) {
        return vendors.indexOf(vendor);
    }

    /** How many lots the vendor has. */
    public int lots(int i) {
        return count(i, VendorLots.LOTS);
    }

    /** How many of them count on a basis. */
    public int lots(int i, Basis basis) {
        return count(i, basis == Basis.AWARDED ? VendorLots.AWARDED : VendorLots.LOTS);
    }

    /** Of how many of them something may be open. */
    public int open(int i) {
        return count(i, VendorLots.OPEN);
    }

    /** Of how many of those some amount is known. */
    public int openKnown(int i) {
        return count(i, VendorLots.OPEN_KNOWN);
    }

    /** Of how many of them surely nothing is open in that measure. */
    public int nothingOpen(int i, Measure measure) {
        return count(i, VendorLots.NOTHING_OPEN + measure.ordinal());
    }

    private int count(int i, int what) {
        return VendorLots.count(table[i * width(measures)], what);
    }

    /** Whether it is of an order to which all this happened, and nothing else. */
    boolean isOf(Movements all) {
        return movements == all;
    }

    /** Whether it tells how many events made all this what it is: then nobody else's lots were moved. */
    public boolean tellsEvents() {
        return tellsEvents;
    }

    /** How many events made all this what it is, if it {@link #tellsEvents}. */
    int events() {
        return events;
    }

    /** How many events made what a vendor has what it is, if it {@link #tellsEvents}. */
    int events(int i, Basis basis) {
        return (int) (table[i * width(measures) + EVENTS] >>> basis.ordinal() * EVENTS_BITS) & MOST_EVENTS;
    }

    /**
     * The first day, counted from 1970-01-01, on which any of that may have happened; the least there is where a later
     * event may come before.
     */
    int firstDay() {
        return firstDay;
    }

    /** Whether the share of any lot was stated. */
    public boolean areShared() {
        return areShared;
    }

    /** Whether it tells what every lot comes to, exactly. */
    public boolean isExact(Basis basis, Measure measure) {
        for (int i = 0; i < vendors.size(); i++) {
            if (!isExact(i, basis, measure)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it tells what every lot of a vendor comes to, exactly. */
    public boolean isExact(int i, Basis basis, Measure measure) {
        return number(i, basis, measure) >= 0;
    }

    /** Whether it tells what a vendor's lots come to, which may be that nothing is known. */
    public boolean tells(int i, Basis basis, Measure measure) {
        return number(i, basis, measure) != Sum.UNFIT;
    }

    /** Adds what a vendor's lots come to, where it tells that. */
    public void add(int i, Basis basis, Measure measure, Sum sum) {
        sum.add(number(i, basis, measure));
    }

    private long number(int i, Basis basis, Measure measure) {
        if (measure == Measure.SHARE) {
            return Sum.UNFIT;
        }
        if ((measures >> measure.ordinal() & 1) == 0) {
            return Sum.UNKNOWN;
        }
        int before = Integer.bitCount(measures & (1 << measure.ordinal()) - 1);
        return table[i * width(measures) + FIRST_SUM + before * BASES.length + basis.ordinal()];
    }
}
