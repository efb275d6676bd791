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
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered in the trailing {@value #DAYS} days, the day asked about included. A delivery that may or may not
 * have come in that time makes the rate unknown.
 */
final class DeliveryRate {
    static final int DAYS = 90;

    private static final BigDecimal PER_DAY = BigDecimal.valueOf(DAYS);
    private static final int SCALE = 6;
    private static final List<Measure> ETA_BY = List.of(Measure.RACKS, Measure.GPUS, Measure.VALUE);

    private final List<Movement> deliveries;
    private final boolean inOneCurrency;
    private final Instant asOf;
    private final LocalDate first;
    private final LocalDate day;

    DeliveryRate(Collection<Movement> movements, Instant asOf) {
        this.asOf = asOf;
        this.day = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        this.first = day.minusDays(DAYS - 1L);
        this.deliveries = movements.stream().filter(this::mayCount).toList();
        this.inOneCurrency = isInOneCurrency(movements);
    }

    private boolean mayCount(Movement movement) {
        ValidTime at = movement.at();
        return movement.kind() == Kind.DELIVERED
                && (at == null
                        || (!at.lastDay().isBefore(first) && !at.firstDay().isAfter(day)));
    }

    private static boolean isInOneCurrency(Collection<Movement> movements) {
        CurrencyUnit one = null;
        for (Movement movement : movements) {
            CurrencyUnit currency = movement.measures().currency();
            if (currency != null && one != null && !currency.equals(one)) {
                return false;
            }
            one = currency == null ? one : currency;
        }
        return true;
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
        if (measure == Measure.VALUE && !inOneCurrency) {
            return Bounds.UNKNOWN;
        }
        return deliveries.stream().map(delivery -> counted(delivery, measure)).reduce(Bounds.NOTHING, Bounds::plus);
    }

    private Bounds counted(Movement delivery, Measure measure) {
        ValidTime at = delivery.at();
        BigDecimal amount = delivery.measures().amount(measure);
        boolean certain = at != null && !at.firstDay().isBefore(first) && delivery.by(asOf) == Truth.YES;
        return certain && amount != null ? Bounds.exactly(amount) : Bounds.upTo(amount);
    }
}
