package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Amounts in every measure, as answers show them; null is unknown. */
public record Quantities(
        @Nullable Long racks,
        @Nullable Long servers,
        @Nullable Long gpus,
        @Nullable BigDecimal powerMw,
        @Nullable Amount value) {
    /** The amounts that are known exactly, values in that currency. */
    public static Quantities of(Function<Measure, Bounds> bounds, @Nullable String currency) {
        return new Quantities(
                count(bounds.apply(Measure.RACKS)),
                count(bounds.apply(Measure.SERVERS)),
                count(bounds.apply(Measure.GPUS)),
                bounds.apply(Measure.POWER_MW).exact(),
                Amount.of(bounds.apply(Measure.VALUE).exact(), currency));
    }

    private static @Nullable Long count(Bounds bounds) {
        BigDecimal exact = bounds.exact();
        return exact == null ? null : exact.longValueExact();
    }
}
