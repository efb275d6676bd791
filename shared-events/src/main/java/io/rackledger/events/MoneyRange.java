package io.rackledger.events;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** An amount of which only bounds are known; one end may be open. */
public record MoneyRange(@Nullable Money low, @Nullable Money high) {
    public MoneyRange {
        if (low == null && high == null) {
            throw new IllegalArgumentException("a range has at least one end");
        }
        if (low != null && high != null && !low.isSameCurrency(high)) {
            throw new IllegalArgumentException("low and high must be in one currency");
        }
        if (low != null && high != null && low.isGreaterThan(high)) {
            throw new IllegalArgumentException("low must not be above high");
        }
    }
}
