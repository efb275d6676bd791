package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Movement.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
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

    /** Every quarter in which something surely happened, in order. */
    static List<BookToBill> of(Collection<Movement> movements, @Nullable String currency, Instant asOf) {
        TreeSet<String> quarters = new TreeSet<>();
        for (Movement movement : movements) {
            ValidTime at = movement.at();
            if (at != null && quarter(at.firstDay()).equals(quarter(at.lastDay()))) {
                quarters.add(quarter(at.firstDay()));
            }
        }
        List<BookToBill> series = new ArrayList<>();
        quarters.forEach(quarter -> series.add(of(quarter, asOf, movements, currency)));
        return series;
    }

    private static BookToBill of(
            String quarter, Instant asOf, Collection<Movement> movements, @Nullable String currency) {
        BigDecimal ordered = sum(quarter, asOf, movements, Kind.ORDERED, Kind.RAISED);
        BigDecimal in = sum(quarter, asOf, movements, Kind.SHIFTED_IN);
        BigDecimal out = sum(quarter, asOf, movements, Kind.SHIFTED_OUT);
        BigDecimal cancelled = sum(quarter, asOf, movements, Kind.CANCELLED, Kind.LOWERED);
        BigDecimal delivered = sum(quarter, asOf, movements, Kind.DELIVERED);
        BigDecimal ratio = null;
        if (ordered != null && in != null && out != null && cancelled != null && delivered != null) {
            ratio = delivered.signum() == 0
                    ? null
                    : ordered.add(in).subtract(out).subtract(cancelled).divide(delivered, SCALE, RoundingMode.HALF_UP);
        }
        return new BookToBill(
                quarter,
                Amount.of(ordered, currency),
                Amount.of(in, currency),
                Amount.of(out, currency),
                Amount.of(cancelled, currency),
                Amount.of(delivered, currency),
                ratio);
    }

    private static @Nullable BigDecimal sum(
            String quarter, Instant asOf, Collection<Movement> movements, Kind... kinds) {
        return movements.stream()
                .filter(movement -> List.of(kinds).contains(movement.kind()))
                .map(movement -> part(quarter, asOf, movement))
                .reduce(Bounds.NOTHING, Bounds::plus)
                .exact();
    }

    private static Bounds part(String quarter, Instant asOf, Movement movement) {
        BigDecimal value = movement.measures().amount(Measure.VALUE);
        ValidTime at = movement.at();
        if (at == null) {
            return Bounds.upTo(value);
        }
        String first = quarter(at.firstDay());
        String last = quarter(at.lastDay());
        if (last.compareTo(quarter) < 0 || first.compareTo(quarter) > 0) {
            return Bounds.NOTHING;
        }
        boolean certain = first.equals(last) && movement.by(asOf) == Truth.YES;
        return value != null && certain ? Bounds.exactly(value) : Bounds.upTo(value);
    }

    private static String quarter(LocalDate day) {
        return day.getYear() + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR);
    }
}
