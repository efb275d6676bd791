package io.rackledger.query.delistingrisk;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.OrderAsOf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
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
 * @param because     what it rests on
 */
record Exposure(Map<String, BigDecimal> byCurrency, Map<String, Bounds> bounds, long unknownLots, Because because) {
    private static final BigDecimal PERCENT = new BigDecimal(100);
    private static final int CENTS = 2;

    /** Of a vendor over all orders of which it has a lot. */
    static Exposure of(PartyId vendor, Collection<OrderAsOf> orders) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        Map<String, Bounds> bounds = new TreeMap<>();
        boolean inAnyCurrency = false;
        long unknown = 0;
        Evidence evidence = new Evidence();
        for (OrderAsOf order : orders) {
            List<LotAsOf> open = open(vendor, order);
            add(evidence, vendor, order, open);
            for (LotAsOf lot : open) {
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
        return new Exposure(sums, bounds, unknown, evidence.because("/api/ledger/events?tag=vendor:" + vendor));
    }

    private static List<LotAsOf> open(PartyId vendor, OrderAsOf order) {
        List<LotAsOf> open = new ArrayList<>();
        for (LotAsOf lot : order.lots()) {
            if (lot.vendor().equals(vendor) && lot.isOpen()) {
                open.add(lot);
            }
        }
        return open;
    }

    private static void add(Evidence evidence, PartyId vendor, OrderAsOf order, List<LotAsOf> lots) {
        if (lots.size() == order.lots().size()) {
            evidence.add(order);
        } else if (!lots.isEmpty() && lots.size() == countAt(vendor, order)) {
            evidence.add(order, vendor);
        } else if (!lots.isEmpty()) {
            order.movements().stream()
                    .filter(movement -> lots.stream().anyMatch(lot -> lot.lot().equals(movement.lot())))
                    .forEach(evidence::add);
        }
    }

    private static int countAt(PartyId vendor, OrderAsOf order) {
        int count = 0;
        for (LotAsOf lot : order.lots()) {
            count += lot.vendor().equals(vendor) ? 1 : 0;
        }
        return count;
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
