package io.rackledger.events;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A quantity of servers in any of its measures. A measure that is absent is unknown, which is not zero: a sum with
 * an unknown part is unknown. Immutable.
 *
 * @param racks   whole racks
 * @param servers whole servers
 * @param gpus    whole GPUs
 * @param powerMw megawatts
 * @param value   money
 * @param share   part of the order, 0 to 1
 */
public record Measures(
        @Nullable Long racks,
        @Nullable Long servers,
        @Nullable Long gpus,
        @Nullable BigDecimal powerMw,
        @Nullable Money value,
        @Nullable BigDecimal share) {
    /** Nothing is known. */
    public static final Measures UNKNOWN = new Measures(null, null, null, null, null, null);

    private static final MathContext RATIO = MathContext.DECIMAL128;
    private static final int POWER_SCALE = 6;
    private static final int SHARE_SCALE = 12;

    public Measures {
        requireNotNegative(racks, "racks");
        requireNotNegative(servers, "servers");
        requireNotNegative(gpus, "gpus");
        requireNotNegative(powerMw, "powerMw");
        requireNotNegative(share, "share");
        if (value != null && value.isNegative()) {
            throw new IllegalArgumentException("value must not be negative");
        }
        if (share != null && share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("share must not be above 1");
        }
    }

    private static void requireNotNegative(@Nullable Long count, String name) {
        if (count != null && count < 0) {
            throw new IllegalArgumentException(name + " must not be negative");
        }
    }

    private static void requireNotNegative(@Nullable BigDecimal amount, String name) {
        if (amount != null && amount.signum() < 0) {
            throw new IllegalArgumentException(name + " must not be negative");
        }
    }

    /** The amount in one measure, without its currency; null where it is unknown. */
    public @Nullable BigDecimal amount(Measure measure) {
        return switch (measure) {
            case RACKS -> racks == null ? null : BigDecimal.valueOf(racks);
            case SERVERS -> servers == null ? null : BigDecimal.valueOf(servers);
            case GPUS -> gpus == null ? null : BigDecimal.valueOf(gpus);
            case POWER_MW -> powerMw;
            case VALUE -> value == null ? null : value.getAmount();
            case SHARE -> share;
        };
    }

    /** The known measures with their amounts. */
    public Map<Measure, BigDecimal> known() {
        Map<Measure, BigDecimal> known = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            BigDecimal amount = amount(measure);
            if (amount != null) {
                known.put(measure, amount);
            }
        }
        return known;
    }

    /** Whether more is known than the share of the order. */
    public boolean isSized() {
        return racks != null || servers != null || gpus != null || powerMw != null || value != null;
    }

    public boolean isUnknown() {
        return known().isEmpty();
    }

    public @Nullable CurrencyUnit currency() {
        return value == null ? null : value.getCurrencyUnit();
    }

    /**
     * Quantities from amounts; what the map lacks is unknown.
     *
     * @throws ArithmeticException if a count is not whole
     */
    public static Measures of(Map<Measure, BigDecimal> amounts, @Nullable CurrencyUnit currency) {
        BigDecimal value = amounts.get(Measure.VALUE);
        return new Measures(
                count(amounts.get(Measure.RACKS)),
                count(amounts.get(Measure.SERVERS)),
                count(amounts.get(Measure.GPUS)),
                amounts.get(Measure.POWER_MW),
                value == null || currency == null ? null : Money.of(currency, value, RoundingMode.HALF_EVEN),
                amounts.get(Measure.SHARE));
    }

    private static @Nullable Long count(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.longValueExact();
    }

    /** The sum; a measure that is unknown on either side is unknown. */
    public Measures plus(Measures other) {
        return combine(other, BigDecimal::add);
    }

    /**
     * The difference; a measure that is unknown on either side is unknown.
     *
     * @throws IllegalArgumentException if it would be negative
     */
    public Measures minus(Measures other) {
        return combine(other, BigDecimal::subtract);
    }

    private Measures combine(Measures other, BinaryOperator<BigDecimal> operator) {
        Map<Measure, BigDecimal> result = new EnumMap<>(Measure.class);
        Map<Measure, BigDecimal> theirs = other.known();
        known().forEach((measure, amount) -> {
            BigDecimal their = theirs.get(measure);
            if (their != null && (measure != Measure.VALUE || sameCurrency(other))) {
                result.put(measure, operator.apply(amount, their));
            }
        });
        return of(result, currency());
    }

    private boolean sameCurrency(Measures other) {
        CurrencyUnit mine = currency();
        return mine != null && mine.equals(other.currency());
    }

    /** Zero in every measure that is known here. */
    public Measures zero() {
        Map<Measure, BigDecimal> zero = new EnumMap<>(Measure.class);
        known().keySet().forEach(measure -> zero.put(measure, BigDecimal.ZERO));
        return of(zero, currency());
    }

    /** Whether every known measure is zero, and one is known. */
    public boolean isZero() {
        Map<Measure, BigDecimal> known = known();
        return !known.isEmpty() && known.values().stream().allMatch(amount -> amount.signum() == 0);
    }

    /**
     * The part of this quantity that {@code numerator / denominator} is: money rounded half-even, power and share to
     * fixed scales, counts exactly.
     *
     * @throws ArithmeticException if a count would not be whole
     */
    public Measures part(BigDecimal numerator, BigDecimal denominator) {
        if (numerator.compareTo(denominator) == 0) {
            return this;
        }
        Map<Measure, BigDecimal> result = new EnumMap<>(Measure.class);
        known().forEach((measure, amount) -> result.put(measure, part(measure, amount, numerator, denominator)));
        return of(result, currency());
    }

    private static BigDecimal part(Measure measure, BigDecimal amount, BigDecimal numerator, BigDecimal denominator) {
        BigDecimal product = amount.multiply(numerator);
        return switch (measure) {
            case RACKS, SERVERS, GPUS -> {
                BigDecimal[] quotient = product.divideAndRemainder(denominator, RATIO);
                if (quotient[1].signum() != 0) {
                    throw new ArithmeticException(
                            measure.wireName() + ": " + amount + " × " + numerator + " / " + denominator);
                }
                yield quotient[0];
            }
            case VALUE -> product.divide(denominator, RATIO);
            case POWER_MW -> product.divide(denominator, POWER_SCALE, RoundingMode.HALF_EVEN);
            case SHARE -> product.divide(denominator, SHARE_SCALE, RoundingMode.HALF_EVEN);
        };
    }
}
