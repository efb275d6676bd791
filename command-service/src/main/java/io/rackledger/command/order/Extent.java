package io.rackledger.command.order;

import io.rackledger.command.decision.Form;
import io.rackledger.events.Measures;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How much of what is open a command asks for: all of it, a fraction of each lot, or an amount. */
record Extent(
        @Nullable Boolean allOpen,
        @Nullable BigDecimal fraction,
        @Nullable Measures measures) {
    Extent {
        int given = (allOpen == null ? 0 : 1) + (fraction == null ? 0 : 1) + (measures == null ? 0 : 1);
        Form.check(given == 1, "extent: exactly one of allOpen, fraction and measures");
        Form.check(allOpen == null || allOpen, "extent.allOpen: true, or left out");
        Form.check(
                fraction == null || (fraction.signum() >= 0 && fraction.compareTo(BigDecimal.ONE) <= 0),
                "extent.fraction: above 0 and at most 1");
        Form.check(measures == null || !measures.isUnknown(), "extent.measures: at least one measure");
    }

    /** The extent of what an event took; an amount that nobody knows is all that there was. */
    static Extent of(boolean all, Measures taken) {
        return all || taken.isUnknown() ? new Extent(true, null, null) : new Extent(null, null, taken);
    }

    /** Whether nothing stays open, even where it is unknown how much that is. */
    boolean isAll() {
        return allOpen != null || (fraction != null && fraction.compareTo(BigDecimal.ONE) == 0);
    }

    boolean isZero() {
        return (fraction != null && fraction.signum() == 0) || (measures != null && measures.isZero());
    }
}
