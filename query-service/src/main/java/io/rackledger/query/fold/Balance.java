package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import java.math.BigDecimal;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is open, committed and delivered of something. */
public record Balance(Spread open, Spread committed, Spread delivered) {
    /**
     * Amounts as far as they are known.
     *
     * @param exactly null where unknown
     * @param low     at least so much
     * @param high    at most so much; null where nothing bounds it
     */
    public record Spread(Quantities exactly, Quantities low, Quantities high) {
        static Spread of(Function<Measure, Bounds> bounds, @Nullable String currency) {
            return new Spread(
                    Quantities.of(bounds, currency),
                    Quantities.of(
                            measure -> Bounds.exactly(bounds.apply(measure).low()), currency),
                    Quantities.of(measure -> atMost(bounds.apply(measure).high()), currency));
        }

        private static Bounds atMost(@Nullable BigDecimal high) {
            return high == null ? Bounds.UNKNOWN : Bounds.exactly(high);
        }
    }

    /**
     * From the bounds of each basis and measure.
     *
     * @param currency of the values; null where there is none, or several: then no value is known
     */
    static Balance of(BiFunction<Basis, Measure, Bounds> bounds, @Nullable String currency) {
        Function<Basis, Spread> spread = basis -> Spread.of(measure -> bounds.apply(basis, measure), currency);
        return new Balance(spread.apply(Basis.OPEN), spread.apply(Basis.COMMITTED), spread.apply(Basis.DELIVERED));
    }
}
