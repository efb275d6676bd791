package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sum of quantities that starts at nothing. Where a part didn't state a measure, the sum is a lower bound. Immutable.
 *
 * @param sums       the sum of the parts that stated a measure
 * @param incomplete the measures that some part left out
 * @param parts      how many parts there are
 */
public record Tally(Map<Measure, BigDecimal> sums, Set<Measure> incomplete, int parts) {
    /** Every set of measures there is, by its bits, so that no tally has one of its own. */
    private static final List<Set<Measure>> SETS = sets();

    public static final Tally NOTHING = new Tally(Map.of(), Set.of(), 0);

    public Tally {
        sums = Amounts.of(sums);
        incomplete = SETS.get(bits(incomplete));
    }

    private static List<Set<Measure>> sets() {
        List<Set<Measure>> sets = new ArrayList<>();
        for (int bits = 0; bits < 1 << Measure.values().length; bits++) {
            Set<Measure> set = EnumSet.noneOf(Measure.class);
            for (Measure measure : Measure.values()) {
                if ((bits >> measure.ordinal() & 1) == 1) {
                    set.add(measure);
                }
            }
            sets.add(Collections.unmodifiableSet(set));
        }
        return List.copyOf(sets);
    }

    private static int bits(Set<Measure> measures) {
        int bits = 0;
        for (Measure measure : measures) {
            bits |= 1 << measure.ordinal();
        }
        return bits;
    }

    public Tally plus(Measures part) {
        Map<Measure, BigDecimal> known = part.known();
        Set<Measure> missing = EnumSet.allOf(Measure.class);
        missing.removeAll(known.keySet());
        missing.addAll(incomplete);
        return new Tally(Amounts.of(sums).plus(known), missing, parts + 1);
    }

    public BigDecimal atLeast(Measure measure) {
        BigDecimal sum = sums.get(measure);
        return sum == null ? BigDecimal.ZERO : sum;
    }

    public boolean isExact(Measure measure) {
        return !incomplete.contains(measure);
    }
}
