package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
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
    public static final Tally NOTHING = new Tally(Map.of(), Set.of(), 0);

    public Tally {
        sums = ordered(sums);
        Set<Measure> sorted = EnumSet.noneOf(Measure.class);
        sorted.addAll(incomplete);
        incomplete = Collections.unmodifiableSet(sorted);
    }

    /** An immutable copy in the order of the measures. */
    static Map<Measure, BigDecimal> ordered(Map<Measure, BigDecimal> amounts) {
        if (amounts.isEmpty()) {
            return Map.of();
        }
        Map<Measure, BigDecimal> ordered = new EnumMap<>(Measure.class);
        ordered.putAll(amounts);
        return Collections.unmodifiableMap(ordered);
    }

    public Tally plus(Measures part) {
        Map<Measure, BigDecimal> known = part.known();
        Map<Measure, BigDecimal> more = new EnumMap<>(Measure.class);
        more.putAll(sums);
        known.forEach((measure, amount) -> more.merge(measure, amount, BigDecimal::add));
        Set<Measure> missing = EnumSet.allOf(Measure.class);
        missing.removeAll(known.keySet());
        missing.addAll(incomplete);
        return new Tally(more, missing, parts + 1);
    }

    public BigDecimal atLeast(Measure measure) {
        return sums.getOrDefault(measure, BigDecimal.ZERO);
    }

    public boolean isExact(Measure measure) {
        return !incomplete.contains(measure);
    }
}
