package io.rackledger.command.order;

import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A sum of quantities that starts at nothing. Where a part didn't state a measure, the sum is a lower bound. Immutable.
 *
 * @param sums       the sum of the parts that stated a measure
 * @param incomplete the measures that some part left out
 */
record Tally(Map<Measure, BigDecimal> sums, Set<Measure> incomplete) {
    static final Tally NOTHING = new Tally(Map.of(), Set.of());

    Tally {
        sums = Map.copyOf(sums);
        incomplete = Set.copyOf(incomplete);
    }

    Tally plus(Measures part) {
        Map<Measure, BigDecimal> known = part.known();
        Map<Measure, BigDecimal> more = new EnumMap<>(Measure.class);
        more.putAll(sums);
        known.forEach((measure, amount) -> more.merge(measure, amount, BigDecimal::add));
        Set<Measure> left = EnumSet.allOf(Measure.class);
        left.removeAll(known.keySet());
        left.addAll(incomplete);
        return new Tally(more, left);
    }

    BigDecimal atLeast(Measure measure) {
        return sums.getOrDefault(measure, BigDecimal.ZERO);
    }

    boolean isExact(Measure measure) {
        return !incomplete.contains(measure);
    }
}
