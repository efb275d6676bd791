package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Movement.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was booked in a quarter by value: new, shifted in and out and cancelled, against what was delivered. A figure is
 * null where a value, or whether it belongs to the quarter or had come by then at all, is unknown. An amendment to more is a new order of what it
 * adds, one to less a cancellation of what it takes away.
 *
 * @param quarter such as {@code 2024-Q4}
 * @param ratio   booked / delivered; null where nothing was delivered
 */
record BookToBill(
        String quarter,
        @Nullable Amount newOrders,
        @Nullable Amount shiftedIn,
        @Nullable Amount shiftedOut,
        @Nullable Amount cancelled,
        @Nullable Amount delivered,
        @Nullable BigDecimal ratio) {
    private static final int SCALE = 6;
    private static final int QUARTERS = 4;
    private static final int MONTHS_IN_QUARTER = 3;

    /** What counts together. */
    private enum Side {
        NEW,
        SHIFTED_IN,
        SHIFTED_OUT,
        CANCELLED,
        DELIVERED;

        static Side of(Kind kind) {
            return switch (kind) {
                case ORDERED, RAISED -> NEW;
                case SHIFTED_IN -> SHIFTED_IN;
                case SHIFTED_OUT -> SHIFTED_OUT;
                case CANCELLED, LOWERED -> CANCELLED;
                case DELIVERED -> DELIVERED;
            };
        }
    }

    /** The sums of one quarter. */
    private static final class Sums {
        private final Map<Side, BigDecimal> sums = new EnumMap<>(Side.class);
        private final Set<Side> uncertain = EnumSet.noneOf(Side.class);

        void add(Side side, BigDecimal value) {
            sums.merge(side, value, BigDecimal::add);
        }

        /** Something that may be nothing. */
        void mayAdd(Side side, @Nullable BigDecimal value) {
            if (value == null || value.signum() != 0) {
                uncertain.add(side);
            }
        }

        @Nullable
        BigDecimal exact(Side side) {
            return uncertain.contains(side) ? null : sums.getOrDefault(side, BigDecimal.ZERO);
        }
    }

    /** Every quarter in which something surely happened, in order. */
    static List<BookToBill> of(Collection<Movement> movements, @Nullable String currency, Instant asOf) {
        NavigableMap<Integer, Sums> quarters = new TreeMap<>();
        for (Movement movement : movements) {
            ValidTime at = movement.at();
            if (at != null && quarter(at.firstDay()) == quarter(at.lastDay())) {
                quarters.computeIfAbsent(quarter(at.firstDay()), quarter -> new Sums());
            }
        }
        movements.forEach(movement -> add(movement, asOf, quarters));
        List<BookToBill> series = new ArrayList<>();
        quarters.forEach((quarter, sums) -> series.add(of(quarter, sums, currency)));
        return series;
    }

    private static void add(Movement movement, Instant asOf, NavigableMap<Integer, Sums> quarters) {
        Side side = Side.of(movement.kind());
        BigDecimal value = movement.measures().amount(Measure.VALUE);
        ValidTime at = movement.at();
        if (at == null) {
            quarters.values().forEach(sums -> sums.mayAdd(side, value));
            return;
        }
        int first = quarter(at.firstDay());
        int last = quarter(at.lastDay());
        Sums only = first == last ? quarters.get(first) : null;
        if (only != null && value != null && movement.by(asOf) == Truth.YES) {
            only.add(side, value);
        } else {
            quarters.subMap(first, true, last, true).values().forEach(sums -> sums.mayAdd(side, value));
        }
    }

    private static BookToBill of(int quarter, Sums sums, @Nullable String currency) {
        BigDecimal ordered = sums.exact(Side.NEW);
        BigDecimal in = sums.exact(Side.SHIFTED_IN);
        BigDecimal out = sums.exact(Side.SHIFTED_OUT);
        BigDecimal cancelled = sums.exact(Side.CANCELLED);
        BigDecimal delivered = sums.exact(Side.DELIVERED);
        BigDecimal ratio = null;
        if (ordered != null && in != null && out != null && cancelled != null && delivered != null) {
            ratio = delivered.signum() == 0
                    ? null
                    : ordered.add(in).subtract(out).subtract(cancelled).divide(delivered, SCALE, RoundingMode.HALF_UP);
        }
        return new BookToBill(
                quarter / QUARTERS + "-Q" + (quarter % QUARTERS + 1),
                Amount.of(ordered, currency),
                Amount.of(in, currency),
                Amount.of(out, currency),
                Amount.of(cancelled, currency),
                Amount.of(delivered, currency),
                ratio);
    }

    /** Quarters since the year 0. */
    private static int quarter(LocalDate day) {
        return QUARTERS * day.getYear() + (day.getMonthValue() - 1) / MONTHS_IN_QUARTER;
    }
}
