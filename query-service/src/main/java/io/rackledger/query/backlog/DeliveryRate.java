package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Movement.Kind;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    private final Map<Measure, Bounds> delivered;

    private DeliveryRate(Map<Measure, Bounds> delivered) {
        this.delivered = delivered;
    }

    /** What a vendor delivered of orders. */
    static DeliveryRate of(PartyId vendor, List<OrderAsOf> orders, Instant asOf) {
        LocalDate day = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        LocalDate first = day.minusDays(DAYS - 1L);
        Map<Measure, Sum> sums = new EnumMap<>(Measure.class);
        Part.QUANTITIES.forEach(measure -> sums.put(measure, new Sum()));
        for (OrderAsOf order : orders) {
            boolean isSettled = order.isSettled(asOf);
            order.movementsAt(vendor, first.toEpochDay(), movement -> {
                if (movement.kind() == Kind.DELIVERED && mayLie(movement.at(), first, day)) {
                    add(movement, isCertain(movement, first) && (isSettled || movement.by(asOf) == Truth.YES), sums);
                }
            });
        }
        Map<Measure, Bounds> delivered = new EnumMap<>(Measure.class);
        sums.forEach((measure, sum) -> delivered.put(measure, sum.bounds()));
        if (!isInOneCurrency(vendor, orders)) {
            delivered.put(Measure.VALUE, Bounds.UNKNOWN);
        }
        return new DeliveryRate(delivered);
    }

    private static boolean mayLie(@Nullable ValidTime at, LocalDate first, LocalDate day) {
        return at == null || (at.lastEpochDay() >= first.toEpochDay() && at.firstEpochDay() <= day.toEpochDay());
    }

    private static boolean isCertain(Movement delivery, LocalDate first) {
        return delivery.at() != null && delivery.at().firstEpochDay() >= first.toEpochDay();
    }

    /** An order is in one currency, so movements need a look only where orders are in several. */
    private static boolean isInOneCurrency(PartyId vendor, List<OrderAsOf> orders) {
        boolean isOne = orders.stream()
                        .map(OrderAsOf::currency)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                <= 1;
        Set<CurrencyUnit> currencies = new HashSet<>();
        if (!isOne) {
            orders.forEach(order -> order.movementsAt(vendor, movement -> {
                CurrencyUnit currency = movement.measures().currency();
                if (currency != null) {
                    currencies.add(currency);
                }
            }));
        }
        return currencies.size() <= 1;
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
        return Objects.requireNonNull(delivered.get(measure));
    }

    private static void add(Movement delivery, boolean isCertain, Map<Measure, Sum> sums) {
        sums.forEach((measure, sum) -> {
            BigDecimal amount = delivery.measures().amount(measure);
            if (isCertain) {
                sum.add(amount);
            } else {
                sum.add(Bounds.upTo(amount));
            }
        });
    }
}
