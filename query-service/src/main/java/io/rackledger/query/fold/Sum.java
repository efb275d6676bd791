package io.rackledger.query.fold;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Adds up bounds without making one for every step. What it comes to is what {@link Bounds#plus} comes to, in any order.
 *
 * <p>Most amounts are exact and short. Such an amount fits into one number, with its scale in the last bits; tables of
 * many amounts hold these. Not thread-safe.
 */
public final class Sum {
    /** An amount of which nothing is known, as a number. */
    static final long UNKNOWN = -1;

    /** An amount that doesn't fit into a number. */
    static final long UNFIT = -2;

    private static final int SCALE_BITS = 5;
    private static final int SCALE_MASK = (1 << SCALE_BITS) - 1;
    private static final int MOST_BITS = Long.SIZE - 1 - SCALE_BITS;
    private static final long[] POWERS = powers();

    /** What was added, but for {@code exact} and what is unknown. */
    private Bounds rest = Bounds.NOTHING;

    private long exact;
    private int scale;
    private boolean isUnknown;

    private static long[] powers() {
        long[] powers = new long[18];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /** An amount as a number: not negative if it is exact and fits. */
    static long number(Bounds bounds) {
        if (bounds.high() == null) {
            return bounds.low().equals(BigDecimal.ZERO) ? UNKNOWN : UNFIT;
        }
        return bounds.low().equals(bounds.high()) ? number(bounds.high()) : UNFIT;
    }

    /** The same; null is unknown. */
    static long number(@Nullable BigDecimal amount) {
        if (amount == null) {
            return UNKNOWN;
        }
        boolean fits = amount.signum() >= 0
                && amount.scale() >= 0
                && amount.scale() < POWERS.length
                && amount.unscaledValue().bitLength() <= MOST_BITS;
        return fits ? amount.unscaledValue().longValueExact() << SCALE_BITS | amount.scale() : UNFIT;
    }

    public void add(Bounds bounds) {
        rest = rest.plus(bounds);
    }

    /** Adds an amount; null is unknown. */
    public void add(@Nullable BigDecimal amount) {
        long number = number(amount);
        if (amount != null && number == UNFIT) {
            add(Bounds.exactly(amount));
        } else {
            add(number);
        }
    }

    /** Adds something of which nothing is known. */
    public void addUnknown() {
        isUnknown = true;
    }

    /** Adds an amount given as a number that fits. */
    void add(long number) {
        if (number == UNKNOWN) {
            isUnknown = true;
        } else {
            add(number >> SCALE_BITS, (int) number & SCALE_MASK);
        }
    }

    private void add(long unscaled, int ofScale) {
        if (ofScale == scale && exact + unscaled >= 0) {
            exact += unscaled;
            return;
        }
        if (ofScale > scale) {
            carry(ofScale);
        }
        long power = POWERS[scale - ofScale];
        if (unscaled > (Long.MAX_VALUE - exact) / power) {
            carry(scale);
        }
        if (unscaled > Long.MAX_VALUE / power) {
            rest = rest.plus(Bounds.exactly(BigDecimal.valueOf(unscaled, ofScale)));
        } else {
            exact += unscaled * power;
        }
    }

    /** Goes on from nothing, with another scale. */
    private void carry(int next) {
        rest = rest.plus(Bounds.exactly(BigDecimal.valueOf(exact, scale)));
        exact = 0;
        scale = next;
    }

    /** What it comes to so far. */
    public Bounds bounds() {
        Bounds sum = rest.plus(Bounds.exactly(BigDecimal.valueOf(exact, scale)));
        return isUnknown ? sum.plus(Bounds.UNKNOWN) : sum;
    }
}
