package io.rackledger.command.order;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much of what is committed, net of shifts and cancellations, lies with one vendor: judged on racks where all lots
 * know them, else on GPUs, else on the value, else on what the bounds of the racks tell.
 */
final class Concentration {
    private static final List<Measure> JUDGED_ON = List.of(Measure.RACKS, Measure.GPUS, Measure.VALUE);

    /** An amount between two bounds; no upper one if {@code high} is null. */
    private record Bounds(BigDecimal low, @Nullable BigDecimal high) {
        static final Bounds ZERO = new Bounds(BigDecimal.ZERO, BigDecimal.ZERO);

        boolean isExact() {
            return high != null && low.compareTo(high) == 0;
        }

        Bounds plus(Bounds other) {
            return new Bounds(low.add(other.low), high == null || other.high == null ? null : high.add(other.high));
        }
    }

    private Concentration() {}

    /** Whether the vendor's share is above the cap. */
    static Truth above(BigDecimal cap, PartyId vendor, Collection<OrderState> orders) {
        Measure measure = JUDGED_ON.stream()
                .filter(each -> isKnown(each, orders))
                .findFirst()
                .orElse(Measure.RACKS);
        Bounds mine = Bounds.ZERO;
        Bounds others = Bounds.ZERO;
        for (OrderState order : orders) {
            for (Lot lot : order.lots()) {
                if (lot.vendor().equals(vendor)) {
                    mine = mine.plus(committed(lot, measure));
                } else {
                    others = others.plus(committed(lot, measure));
                }
            }
        }
        if (others.high() != null && isAbove(cap, mine.low(), others.high())) {
            return Truth.YES;
        }
        boolean possible =
                mine.high() == null ? cap.compareTo(BigDecimal.ONE) < 0 : isAbove(cap, mine.high(), others.low());
        return possible ? Truth.POSSIBLE : Truth.NO;
    }

    private static boolean isAbove(BigDecimal cap, BigDecimal mine, BigDecimal others) {
        return mine.compareTo(cap.multiply(mine.add(others))) > 0;
    }

    private static boolean isKnown(Measure measure, Collection<OrderState> orders) {
        boolean exact = orders.stream()
                .flatMap(order -> order.lots().stream())
                .map(lot -> committed(lot, measure))
                .allMatch(Bounds::isExact);
        boolean comparable = measure != Measure.VALUE
                || orders.stream()
                                .map(OrderState::currency)
                                .filter(Objects::nonNull)
                                .distinct()
                                .count()
                        <= 1;
        return exact && comparable;
    }

    private static Bounds committed(Lot lot, Measure measure) {
        BigDecimal whole = lot.allocated().amount(measure);
        if (whole == null) {
            return new Bounds(BigDecimal.ZERO, null);
        }
        BigDecimal most = whole.subtract(lot.shifted().atLeast(measure))
                .subtract(lot.cancelled().atLeast(measure))
                .max(BigDecimal.ZERO);
        boolean exact = lot.shifted().isExact(measure) && lot.cancelled().isExact(measure);
        return new Bounds(exact ? most : BigDecimal.ZERO, most);
    }
}
