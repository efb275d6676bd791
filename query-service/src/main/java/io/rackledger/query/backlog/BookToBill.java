package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Movement.Kind;
import io.rackledger.query.fold.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
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
        private final Sum[] sums = new Sum[Side.values().length];

        Sums() {
            Arrays.setAll(sums, side -> new Sum());
        }

        Sum of(Kind kind) {
            return sums[Side.of(kind).ordinal()];
        }

        /** Something that may be nothing. */
        void mayAdd(Kind kind, @Nullable BigDecimal value) {
            if (value == null || value.signum() != 0) {
                of(kind).addUnknown();
            }
        }

        @Nullable
        BigDecimal exact(Side side) {
            return sums[side.ordinal()].bounds().exact();
        }
    }

    /** Adds up movements. Those that may belong to several quarters wait until all quarters are known. Not thread-safe. */
    static final class Quarters {
        private final Instant asOf;
        private final Map<Integer, Sums> sums = new HashMap<>();
        private final List<Movement> anywhere = new ArrayList<>();
        private int last = Integer.MIN_VALUE;
        private Sums ofLast = new Sums();

        Quarters(Instant asOf) {
            this.asOf = asOf;
        }

        /** Adds a vendor's part of an order. */
        void add(Part part) {
            if (part.order().isSettled(asOf)) {
                part.order()
                        .bookedAt(part.moved(), (quarter, kind) -> of(quarter).of(kind), anywhere::add);
            } else {
                part.order().movementsAt(part.moved(), this::addUnsettled);
            }
        }

        private void addUnsettled(Movement movement) {
            ValidTime at = movement.at();
            if (at == null || quarter(at.firstDay()) != quarter(at.lastDay())) {
                anywhere.add(movement);
                return;
            }
            Sums to = of(quarter(at.firstDay()));
            BigDecimal value = movement.measures().amount(Measure.VALUE);
            if (movement.by(asOf) == Truth.YES) {
                to.of(movement.kind()).add(value);
            } else {
                to.mayAdd(movement.kind(), value);
            }
        }

        /** Neighbours mostly belong to the same. */
        private Sums of(int quarter) {
            if (quarter != last) {
                last = quarter;
                ofLast = sums.computeIfAbsent(quarter, any -> new Sums());
            }
            return ofLast;
        }

        /** Every quarter in which something surely happened, in order. */
        List<BookToBill> series(@Nullable String currency) {
            List<BookToBill> series = new ArrayList<>();
            all().forEach((quarter, each) -> series.add(BookToBill.of(quarter, each, currency)));
            return series;
        }

        private SortedMap<Integer, Sums> all() {
            NavigableMap<Integer, Sums> all = new TreeMap<>(sums);
            for (Movement movement : anywhere) {
                ValidTime at = movement.at();
                Map<Integer, Sums> possible =
                        at == null ? all : all.subMap(quarter(at.firstDay()), true, quarter(at.lastDay()), true);
                possible.values()
                        .forEach(each ->
                                each.mayAdd(movement.kind(), movement.measures().amount(Measure.VALUE)));
            }
            return all;
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
