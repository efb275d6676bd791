package io.rackledger.events;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An amount of which only bounds are known; one end may be open.
 *
 * @param unit as in {@link Quantity}
 */
public record QuantityRange(
        @Nullable BigDecimal low, @Nullable BigDecimal high, String unit) {
    public QuantityRange {
        if (low == null && high == null) {
            throw new IllegalArgumentException("a range has at least one end");
        }
        if (low != null && high != null && low.compareTo(high) > 0) {
            throw new IllegalArgumentException("low must not be above high");
        }
    }
}
