package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Movement.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered in the trailing {@value #DAYS} days, the day asked about included. A delivery that may or may not
 * have come in that time makes the rate unknown.
 */
record DeliveryRate(List<Movement> movements, Instant asOf) {
    static final int DAYS = 90;

    private static final BigDecimal PER_DAY = BigDecimal.valueOf(DAYS);
    private static final int SCALE = 6;
    private static final List<Measure> ETA_BY = List.of(Measure.RACKS, Measure.GPUS, Measure.VALUE);

    DeliveryRate {
        movements = List.copyOf(movements);
    }

    /** Per day; null where it is unknown. */
    @Nullable
    BigDecimal perDay(Measure measure) {
        BigDecimal delivered = delivered(measure).exact();
        return delivered == null ? null : delivered.divide(PER_DAY, SCALE, RoundingMode.HALF_UP);
    }

    /** The days until what is open has come, by the first measure that tells; null where none does, or nothing comes. */
    @Nullable
    Long etaDays(Function<Measure, Bounds> open) {
        for (Measure measure : ETA_BY) {
            BigDecimal left = open.apply(measure).exact();
            BigDecimal delivered = delivered(measure).exact();
            if (left != null && delivered != null) {
                return delivered.signum() == 0
                        ? null
                        : (Long) left.multiply(PER_DAY)
                                .divide(delivered, 0, RoundingMode.CEILING)
                                .longValueExact();
            }
        }
        return null;
    }

    private Bounds delivered(Measure measure) {
        if (measure == Measure.VALUE && currencies() > 1) {
            return Bounds.UNKNOWN;
        }
        return movements.stream()
                .filter(movement -> movement.kind() == Kind.DELIVERED)
                .flatMap(movement -> counted(movement, measure))
                .reduce(Bounds.NOTHING, Bounds::plus);
    }

    private long currencies() {
        return movements.stream()
                .map(movement -> movement.measures().currency())
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    private Stream<Bounds> counted(Movement delivery, Measure measure) {
        ValidTime at = delivery.at();
        LocalDate day = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        LocalDate first = day.minusDays(DAYS - 1L);
        if (at != null && (at.lastDay().isBefore(first) || at.firstDay().isAfter(day))) {
            return Stream.empty();
        }
        BigDecimal amount = delivery.measures().amount(measure);
        boolean certain = at != null && !at.firstDay().isBefore(first) && delivery.by(asOf) == Truth.YES;
        return Stream.of(certain && amount != null ? Bounds.exactly(amount) : Bounds.upTo(amount));
    }
}
