package io.rackledger.query.exposure;

import io.rackledger.query.fold.Bounds;
import java.math.BigDecimal;

/** Amounts of which only bounds are known, multiplied. */
final class Products {
    private Products() {}

    /** Nothing of an unbounded amount is nothing. */
    static Bounds of(Bounds one, Bounds other) {
        BigDecimal low = one.low().multiply(other.low());
        if (isNothing(one) || isNothing(other)) {
            return Bounds.NOTHING;
        }
        return new Bounds(
                low,
                one.high() == null || other.high() == null ? null : one.high().multiply(other.high()));
    }

    private static boolean isNothing(Bounds bounds) {
        return bounds.high() != null && bounds.high().signum() == 0;
    }
}
