package io.rackledger.query.delistingrisk;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.OrderAsOf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is open at a vendor, by value and currency. Lots whose value nobody states are counted, not valued.
 *
 * @param byCurrency  the sums of what is known
 * @param bounds      what those lie within together with what is not
 * @param unknownLots open lots whose open value is unknown
 * @param events      what it rests on
 */
record Exposure(Map<String, BigDecimal> byCurrency, Map<String, Bounds> bounds, long unknownLots, List<String> events) {
    private static final BigDecimal PERCENT = new BigDecimal(100);
    private static final int CENTS = 2;

    /** Of a vendor over all orders. */
    static Exposure of(PartyId vendor, Collection<OrderAsOf> orders) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        Map<String, Bounds> bounds = new TreeMap<>();
        boolean inAnyCurrency = false;
        long unknown = 0;
        for (OrderAsOf order : orders) {
            for (LotAsOf lot : open(vendor, order).toList()) {
                Bounds value = lot.bounds(Basis.OPEN, Measure.VALUE);
                if (order.currency() == null) {
                    inAnyCurrency = true;
                } else {
                    bounds.merge(order.currency(), value, Bounds::plus);
                }
                if (order.currency() != null && value.isExact()) {
                    sums.merge(order.currency(), value.low(), BigDecimal::add);
                } else {
                    unknown++;
                }
            }
        }
        if (inAnyCurrency) {
            bounds.replaceAll((currency, known) -> known.plus(Bounds.UNKNOWN));
        }
        return new Exposure(
                sums,
                bounds,
                unknown,
                Movement.events(
                        orders.stream().flatMap(order -> open(vendor, order).flatMap(order::movementsOf))));
    }

    private static Stream<LotAsOf> open(PartyId vendor, OrderAsOf order) {
        return order.lots().stream().filter(lot -> lot.vendor().equals(vendor) && lot.isOpen());
    }

    List<Amount> amounts() {
        return byCurrency.entrySet().stream()
                .map(sum -> new Amount(sum.getValue().toPlainString(), sum.getKey()))
                .toList();
    }

    List<Amount> low() {
        return bounds.entrySet().stream()
                .map(each -> new Amount(each.getValue().low().toPlainString(), each.getKey()))
                .toList();
    }

    /** Only of currencies in which something bounds it. */
    List<Amount> high() {
        return bounds.entrySet().stream()
                .flatMap(each -> Stream.ofNullable(Amount.of(each.getValue().high(), each.getKey())))
                .toList();
    }

    /** Each amount × index / 100, to the cent; none where there is no index. */
    List<Amount> weighted(@Nullable Integer index) {
        return index == null
                ? List.of()
                : byCurrency.entrySet().stream()
                        .map(sum -> new Amount(
                                sum.getValue()
                                        .multiply(BigDecimal.valueOf(index))
                                        .divide(PERCENT, CENTS, RoundingMode.HALF_EVEN)
                                        .toPlainString(),
                                sum.getKey()))
                        .toList();
    }
}
