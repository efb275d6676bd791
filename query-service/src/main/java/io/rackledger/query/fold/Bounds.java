package io.rackledger.query.fold;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an amount that is not negative: it lies between the two, both included; without an upper bound where
 * {@code high} is null.
 */
public record Bounds(BigDecimal low, @Nullable BigDecimal high) {
    public static final Bounds NOTHING = exactly(BigDecimal.ZERO);
    public static final Bounds UNKNOWN = new Bounds(BigDecimal.ZERO, null);

    public Bounds {
        if (low.signum() < 0 || (high != null && !isOne(low, high) && high.compareTo(low) < 0)) {
            throw new IllegalArgumentException("no amount lies between " + low + " and " + high);
        }
    }

    public static Bounds exactly(BigDecimal amount) {
        return new Bounds(amount, amount);
    }

    /** From nothing up to that amount. */
    public static Bounds upTo(@Nullable BigDecimal high) {
        return new Bounds(BigDecimal.ZERO, high);
    }

    public boolean isExact() {
        return high != null && (isOne(low, high) || low.compareTo(high) == 0);
    }

    /** Most amounts are exact, and then both bounds are one object: there is nothing to compare. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOne(BigDecimal low, @Nullable BigDecimal high) {
        return low == high;
    }

    /** The amount; null where it is not known exactly. */
    public @Nullable BigDecimal exact() {
        return isExact() ? high : null;
    }

    /** The lower bound alone. */
    public Bounds least() {
        return exactly(low);
    }

    /** The upper bound alone; unknown where there is none. */
    public Bounds most() {
        return high == null ? UNKNOWN : exactly(high);
    }

    public Bounds plus(Bounds other) {
        if (isOne(low, high) && isOne(other.low, other.high)) {
            return exactly(low.add(other.low));
        }
        return new Bounds(low.add(other.low), high == null || other.high == null ? null : high.add(other.high));
    }

    /** What both say; the other's word alone where they contradict one another. */
    public Bounds within(Bounds other) {
        BigDecimal least = low.max(other.low);
        BigDecimal most = high == null ? other.high : other.high == null ? high : high.min(other.high);
        return most != null && most.compareTo(least) < 0 ? other : new Bounds(least, most);
    }

    /** What one of them says, whichever that is. */
    public Bounds or(Bounds other) {
        return new Bounds(low.min(other.low), high == null || other.high == null ? null : high.max(other.high));
    }
}
