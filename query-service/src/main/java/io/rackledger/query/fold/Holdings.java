package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each vendor has of an order: how many lots, and what these come to in each basis and measure. Figures over all
 * orders ask this of every order, and the lots themselves are spread over the memory; this is one short table. Immutable.
 *
 * <p>It has a row for each vendor: a number with the counts of lots, one with the counts of events, then the sums, see
 * {@link Sum}, in those measures of which anything is known.
 */
public final class Holdings {
    private static final List<Measure> QUANTITIES = List.copyOf(EnumSet.complementOf(EnumSet.of(Measure.SHARE)));
    private static final Basis[] BASES = Basis.values();

    /** Counts of more would not fit into a row. */
    static final int MOST_LOTS = 127;

    private static final int COUNT_BITS = 7;

    /** What is counted; beside it, for each measure, the lots of which nothing is open. */
    private static final int LOTS = 0;

    private static final int AWARDED = 1;
    private static final int OPEN = 2;
    private static final int OPEN_KNOWN = 3;
    private static final int NOTHING_OPEN = 4;

    private static final int EVENTS_BITS = 16;
    private static final int MOST_EVENTS = (1 << EVENTS_BITS) - 1;

    /** Of the numbers that a row begins with, the one with the events. */
    private static final int EVENTS = 1;

    private static final int FIRST_SUM = 2;

    private final PartyId[] vendors;
    private final long[] table;
    private final int measures;
    private final boolean areShared;
    private final Movements movements;
    private final boolean tellsEvents;
    private final int firstDay;

    private Holdings(PartyId[] vendors, long[] table, int measures, boolean areShared, Movements movements) {
        this.vendors = vendors;
        this.table = table;
        this.measures = measures;
        this.areShared = areShared;
        this.movements = movements;
        this.tellsEvents = countEvents();
        this.firstDay = movements.isByTime() && !movements.isEmpty() ? movements.firstDay(0) : Integer.MIN_VALUE;
    }

    /** Of at most {@value #MOST_LOTS} lots, and of all that happened to them. */
    static Holdings of(List<LotState> lots, Movements movements) {
        Map<PartyId, Vendor> rows = new LinkedHashMap<>();
        boolean areShared = false;
        for (LotState lot : lots) {
            rows.computeIfAbsent(lot.vendor(), any -> new Vendor()).add(lot);
            areShared |= lot.allocated().share() != null;
        }
        int measures = 0;
        for (Vendor row : rows.values()) {
            measures |= row.known();
        }
        PartyId[] vendors = rows.keySet().toArray(PartyId[]::new);
        return new Holdings(vendors, table(rows.values(), measures), measures, areShared, movements);
    }

    /** Whether all could be counted: each vendor to whose lots something happened has a lot, and they are not too many. */
    private boolean countEvents() {
        List<PartyId> moved = movements.vendors();
        for (int i = 0; i < moved.size(); i++) {
            int vendor = indexOf(moved.get(i));
            if (vendor < 0 || movements.events() > MOST_EVENTS) {
                return false;
            }
            for (Basis basis : BASES) {
                table[vendor * width(measures) + EVENTS] |=
                        (long) movements.events(i, basis) << basis.ordinal() * EVENTS_BITS;
            }
        }
        return true;
    }

    private static long[] table(Collection<Vendor> rows, int measures) {
        long[] table = new long[rows.size() * width(measures)];
        int at = 0;
        for (Vendor row : rows) {
            table[at] = row.counts;
            at += FIRST_SUM;
            for (Measure measure : QUANTITIES) {
                if ((measures >> measure.ordinal() & 1) == 1) {
                    for (Basis basis : BASES) {
                        table[at++] = Sum.number(row.sums[place(basis, measure)]);
                    }
                }
            }
        }
        return table;
    }

    private static int width(int measures) {
        return FIRST_SUM + BASES.length * Integer.bitCount(measures);
    }

    private static int place(Basis basis, Measure measure) {
        return measure.ordinal() * BASES.length + basis.ordinal();
    }

    /** What one vendor has, while its lots are gone through. */
    private static final class Vendor {
        private final Bounds[] sums = new Bounds[QUANTITIES.size() * BASES.length];
        private long counts;

        Vendor() {
            Arrays.fill(sums, Bounds.NOTHING);
        }

        void add(LotState lot) {
            boolean isKnown = false;
            for (Measure measure : QUANTITIES) {
                add(lot, Basis.AWARDED, measure);
                add(lot, Basis.COMMITTED, measure);
                add(lot, Basis.DELIVERED, measure);
                Bounds open = add(lot, Basis.OPEN, measure);
                isKnown |= open.isExact();
                count(
                        NOTHING_OPEN + measure.ordinal(),
                        open.isExact() && open.low().signum() == 0);
            }
            boolean isOpen = lot.isOpen();
            count(LOTS, true);
            count(AWARDED, lot.isAwarded());
            count(OPEN, isOpen);
            count(OPEN_KNOWN, isOpen && isKnown);
        }

        private Bounds add(LotState lot, Basis basis, Measure measure) {
            Bounds bounds = lot.bounds(basis, measure);
            int place = place(basis, measure);
            sums[place] = sums[place].plus(bounds);
            return bounds;
        }

        private void count(int what, boolean counts) {
            this.counts += counts ? 1L << what * COUNT_BITS : 0;
        }

        /** The measures of which anything is known, by their bits. */
        int known() {
            int known = 0;
            for (int place = 0; place < sums.length; place++) {
                known |= Sum.number(sums[place]) == Sum.UNKNOWN ? 0 : 1 << place / BASES.length;
            }
            return known;
        }
    }

    /** How many vendors have any lot. */
    public int vendors() {
        return vendors.length;
    }

    /** One of them, in the order in which they became known. */
    public PartyId vendor(int i) {
        return vendors[i];
    }

    /** Which of them that is; −1 if it has none. */
    public int indexOf(PartyId vendor) {
        for (int i = 0; i < vendors.length; i++) {
            if (vendors[i].equals(vendor)) {
                return i;
            }
        }
        return -1;
    }

    /** How many lots the vendor has. */
    public int lots(int i) {
        return count(i, LOTS);
    }

    /** How many of them count on a basis. */
    public int lots(int i, Basis basis) {
        return count(i, basis == Basis.AWARDED ? AWARDED : LOTS);
    }

    /** Of how many of them something may be open. */
    public int open(int i) {
        return count(i, OPEN);
    }

    /** Of how many of those some amount is known. */
    public int openKnown(int i) {
        return count(i, OPEN_KNOWN);
    }

    /** Of how many of them surely nothing is open in that measure. */
    public int nothingOpen(int i, Measure measure) {
        return count(i, NOTHING_OPEN + measure.ordinal());
    }

    private int count(int i, int what) {
        return (int) (table[i * width(measures)] >> what * COUNT_BITS) & (1 << COUNT_BITS) - 1;
    }

    /** Whether it is of an order to which all this happened, and nothing else. */
    boolean isOf(Movements all) {
        return movements == all;
    }

    /** Whether it tells how many events made all this what it is. */
    boolean tellsEvents() {
        return tellsEvents;
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
        for (int i = 0; i < vendors.length; i++) {
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
