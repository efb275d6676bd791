package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Movement.Kind;
import io.rackledger.query.fold.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered in the trailing {@value #DAYS} days, the day asked about included. A delivery that may or may not
 * have come in that time makes the rate unknown. Not thread-safe.
 */
final class DeliveryRate {
    static final int DAYS = 90;

    private static final BigDecimal PER_DAY = BigDecimal.valueOf(DAYS);
    private static final int SCALE = 6;
    private static final List<Measure> ETA_BY = List.of(Measure.RACKS, Measure.GPUS, Measure.VALUE);

    private final Instant asOf;
    private final long firstDay;
    private final long lastDay;
    private final Sum[] sums = new Sum[Part.QUANTITIES.size()];
    private final Set<String> currencies = new HashSet<>();
    private final List<Part> parts = new ArrayList<>();

    /** Until the day of that instant. */
    DeliveryRate(Instant asOf) {
        this.asOf = asOf;
        this.lastDay = LocalDate.ofInstant(asOf, ZoneOffset.UTC).toEpochDay();
        this.firstDay = lastDay - DAYS + 1;
        Arrays.setAll(sums, any -> new Sum());
    }

    /** Adds what was delivered of a vendor's part of an order. */
    void add(Part part) {
        parts.add(part);
        Stream.ofNullable(part.order().currency()).forEach(currencies::add);
        boolean isSettled = part.order().isSettled(asOf);
        part.order().movementsAt(part.moved(), firstDay, movement -> {
            if (movement.kind() == Kind.DELIVERED && mayLie(movement.at())) {
                add(movement, isCertain(movement) && (isSettled || movement.by(asOf) == Truth.YES));
            }
        });
    }

    private boolean mayLie(@Nullable ValidTime at) {
        return at == null || (at.lastEpochDay() >= firstDay && at.firstEpochDay() <= lastDay);
    }

    private boolean isCertain(Movement delivery) {
        return delivery.at() != null && delivery.at().firstEpochDay() >= firstDay;
    }

    /** An order is in one currency, so movements need a look only where orders are in several. */
    private boolean isInOneCurrency() {
        Set<CurrencyUnit> moved = new HashSet<>();
        if (currencies.size() > 1) {
            parts.forEach(part -> part.order()
                    .movementsAt(
                            part.moved(),
                            movement -> Stream.ofNullable(movement.measures().currency())
                                    .forEach(moved::add)));
        }
        return moved.size() <= 1;
    }

    /** Per day; null where it is unknown. */
    @Nullable
    BigDecimal perDay(Measure measure) {
        BigDecimal sum = delivered(measure).exact();
        return sum == null ? null : sum.divide(PER_DAY, SCALE, RoundingMode.HALF_UP);
    }

    /** The days until what is open has come, by the first measure that tells; null where none does, or nothing comes. */
    @Nullable
    Long etaDays(Function<Measure, Bounds> open) {
        for (Measure measure : ETA_BY) {
            BigDecimal left = open.apply(measure).exact();
            BigDecimal sum = delivered(measure).exact();
            if (left != null && sum != null) {
                return sum.signum() == 0
                        ? null
                        : (Long) left.multiply(PER_DAY)
                                .divide(sum, 0, RoundingMode.CEILING)
                                .longValueExact();
            }
        }
        return null;
    }

    private Bounds delivered(Measure measure) {
        return measure == Measure.VALUE && !isInOneCurrency()
                ? Bounds.UNKNOWN
                : sums[Part.QUANTITIES.indexOf(measure)].bounds();
    }

    private void add(Movement delivery, boolean isCertain) {
        for (int i = 0; i < sums.length; i++) {
            BigDecimal amount = delivery.measures().amount(Part.QUANTITIES.get(i));
            if (isCertain) {
                sums[i].add(amount);
            } else {
                sums[i].add(Bounds.upTo(amount));
            }
        }
    }
}
