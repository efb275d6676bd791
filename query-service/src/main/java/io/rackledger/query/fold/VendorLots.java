package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** What one vendor has of an order, while its lots are gone through. Not thread-safe. */
final class VendorLots {
    static final List<Measure> QUANTITIES = List.copyOf(EnumSet.complementOf(EnumSet.of(Measure.SHARE)));

    /** Counts of more would not fit into a number. */
    static final int MOST = 127;

    private static final int COUNT_BITS = 7;

    /** What is counted; beside it, for each measure, the lots of which nothing is open. */
    static final int LOTS = 0;

    static final int AWARDED = 1;
    static final int OPEN = 2;
    static final int OPEN_KNOWN = 3;
    static final int NOTHING_OPEN = 4;

    private static final int BASES = Basis.values().length;

    private final Bounds[] sums = new Bounds[QUANTITIES.size() * BASES];
    private long counts;

    VendorLots() {
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
            count(NOTHING_OPEN + measure.ordinal(), open.isExact() && open.low().signum() == 0);
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

    private static int place(Basis basis, Measure measure) {
        return measure.ordinal() * BASES + basis.ordinal();
    }

    private void count(int what, boolean counts) {
        this.counts += counts ? 1L << what * COUNT_BITS : 0;
    }

    /** All counts in one number. */
    long counts() {
        return counts;
    }

    /** One of the counts in such a number. */
    static int count(long counts, int what) {
        return (int) (counts >> what * COUNT_BITS) & (1 << COUNT_BITS) - 1;
    }

    /** What all come to, see {@link Sum#number(Bounds)}. */
    long number(Basis basis, Measure measure) {
        return Sum.number(sums[place(basis, measure)]);
    }

    /** The measures of which anything is known, by their bits. */
    int known() {
        int known = 0;
        for (int place = 0; place < sums.length; place++) {
            known |= Sum.number(sums[place]) == Sum.UNKNOWN ? 0 : 1 << place / BASES;
        }
        return known;
    }
}
