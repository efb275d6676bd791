package io.rackledger.query.vendorshare;

import io.rackledger.query.fold.Bounds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a whole, where parts and whole are known within bounds only.
 *
 * @param <K> what the parts belong to
 */
final class Shares<K> {
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private final Map<K, Bounds> parts;
    private final Bounds whole;

    Shares(Map<K, Bounds> parts, Bounds whole) {
        this.parts = parts;
        this.whole = whole;
    }

    /** The bounds of each share, with upper bounds; nothing where the whole is nothing, of which there are no shares. */
    Map<K, Bounds> bounds() {
        Map<K, Bounds> shares = new LinkedHashMap<>();
        if (Bounds.NOTHING.low().compareTo(upper(sum(parts))) < 0) {
            parts.keySet().forEach(key -> shares.put(key, share(key)));
        }
        return shares;
    }

    private Bounds share(K key) {
        Bounds part = Objects.requireNonNull(parts.get(key));
        Map<K, Bounds> rest = new LinkedHashMap<>(parts);
        rest.remove(key);
        Bounds others = sum(rest);
        BigDecimal least =
                part.low().max(others.high() == null ? part.low() : whole.low().subtract(others.high()));
        BigDecimal low = ratio(least, most(others.high(), least), others.high());
        BigDecimal most = most(part.high(), others.low());
        BigDecimal fewest =
                most == null ? others.low() : others.low().max(whole.low().subtract(most));
        BigDecimal high = most == null ? BigDecimal.ONE : ratio(most, fewest, others.high());
        return new Bounds(low, high.max(low));
    }

    /** What is at most on one side, given what is at least on the other. */
    private @Nullable BigDecimal most(@Nullable BigDecimal bound, BigDecimal otherSide) {
        BigDecimal left =
                whole.high() == null ? null : whole.high().subtract(otherSide).max(BigDecimal.ZERO);
        return bound == null ? left : left == null ? bound : bound.min(left);
    }

    private static BigDecimal ratio(BigDecimal part, @Nullable BigDecimal others, @Nullable BigDecimal othersAtMost) {
        if (othersAtMost != null && othersAtMost.signum() == 0) {
            return BigDecimal.ONE;
        }
        if (others == null || part.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return part.divide(part.add(others), PRECISION);
    }

    private static Bounds sum(Map<?, Bounds> parts) {
        return parts.values().stream().reduce(Bounds.NOTHING, Bounds::plus);
    }

    private static BigDecimal upper(Bounds bounds) {
        return bounds.high() == null ? BigDecimal.ONE : bounds.high();
    }
}
