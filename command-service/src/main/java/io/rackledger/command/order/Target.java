package io.rackledger.command.order;

import io.rackledger.command.decision.Bounds;
import io.rackledger.events.Measure;
import io.rackledger.events.Truth;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many GPUs the orders of a programme come to, as placed and amended and net of what was cancelled, against its
 * target. A shift moves GPUs and orders none.
 */
final class Target {
    private Target() {}

    /** Whether the orders exceed the target; null is no target. */
    static Truth exceeded(@Nullable Long target, Collection<OrderState> orders) {
        if (target == null) {
            return Truth.NO;
        }
        Bounds all = orders.stream().map(Target::net).reduce(Bounds.ZERO, Bounds::plus);
        return all.above(BigDecimal.valueOf(target));
    }

    private static Bounds net(OrderState order) {
        Bounds ordered = ordered(order);
        BigDecimal cancelled = BigDecimal.ZERO;
        boolean exact = true;
        for (Lot lot : order.lots()) {
            cancelled = cancelled.add(lot.cancelled().atLeast(Measure.GPUS));
            exact &= lot.cancelled().isExact(Measure.GPUS);
        }
        return new Bounds(
                exact ? ordered.least().subtract(cancelled).max(BigDecimal.ZERO) : BigDecimal.ZERO,
                ordered.most() == null ? null : ordered.most().subtract(cancelled));
    }

    /** Where an order states its total GPUs, they count, else those of its lots; and what amendments added to either. */
    private static Bounds ordered(OrderState order) {
        Long total = order.totals() == null ? null : order.totals().gpus();
        Bounds sum = total == null ? Bounds.ZERO : Bounds.of(BigDecimal.valueOf(total));
        for (Lot lot : order.lots()) {
            if (total == null && !lot.shiftedIn()) {
                sum = sum.plus(Bounds.of(lot.allocated().amount(Measure.GPUS)));
            } else if (lot.isAmended()) {
                sum = sum.plus(added(lot, sum.least()));
            }
        }
        return total == null ? sum : new Bounds(sum.least().max(placed(order.lots())), sum.most());
    }

    /** What amendments added; where it isn't known what the lot brought, it may have been anything up to all. */
    private static Bounds added(Lot lot, BigDecimal all) {
        BigDecimal now = lot.allocated().amount(Measure.GPUS);
        BigDecimal first = lot.brought().amount(Measure.GPUS);
        if (now != null && first != null) {
            BigDecimal more = now.subtract(first);
            return new Bounds(more, more);
        }
        return new Bounds(all.negate(), now);
    }

    /** What the lots hold at least that the order itself made; nothing is sure where a lot gave up what was shifted. */
    private static BigDecimal placed(List<Lot> lots) {
        return lots.stream().anyMatch(lot -> lot.shiftedIn() && lot.isAmended())
                ? BigDecimal.ZERO
                : lots.stream()
                        .filter(lot -> !lot.shiftedIn())
                        .map(lot ->
                                Bounds.of(lot.allocated().amount(Measure.GPUS)).least())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
