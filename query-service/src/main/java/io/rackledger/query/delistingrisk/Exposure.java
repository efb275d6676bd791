package io.rackledger.query.delistingrisk;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Holdings;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Sum;
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

    /** Adds up what is open at one vendor. */
    private static final class Sums {
        private final Map<String, Sum> known = new TreeMap<>();
        private final Map<String, Sum> all = new TreeMap<>();
        private final Evidence evidence = new Evidence();
        private boolean inAnyCurrency;
        private long unknown;

        /** Adds an order of which either all of the vendor's lots are open or none is; tells whether it is one. */
        boolean add(PartyId vendor, OrderAsOf order) {
            Holdings held = order.holdings();
            int at = held == null ? -1 : held.indexOf(vendor);
            if (held == null || at < 0 || held.open(at) == 0) {
                return at >= 0;
            }
            String currency = order.currency();
            if (currency == null || held.open(at) < held.lots(at) || !held.isExact(at, Basis.OPEN, Measure.VALUE)) {
                return false;
            }
            held.add(at, Basis.OPEN, Measure.VALUE, in(known, currency));
            held.add(at, Basis.OPEN, Measure.VALUE, in(all, currency));
            if (held.vendors() == 1) {
                evidence.add(order);
            } else {
                evidence.add(order, vendor);
            }
            return true;
        }

        void addLots(PartyId vendor, OrderAsOf order) {
            List<LotAsOf> open = Exposure.open(vendor, order);
            Exposure.add(evidence, vendor, order, open);
            String currency = order.currency();
            for (LotAsOf lot : open) {
                Bounds value = lot.bounds(Basis.OPEN, Measure.VALUE);
                if (currency == null) {
                    inAnyCurrency = true;
                } else {
                    in(all, currency).add(value);
                }
                if (currency != null && value.isExact()) {
                    in(known, currency).add(value.least());
                } else {
                    unknown++;
                }
            }
        }

        private static Sum in(Map<String, Sum> sums, String currency) {
            return sums.computeIfAbsent(currency, any -> new Sum());
        }

        Map<String, BigDecimal> known() {
            Map<String, BigDecimal> sums = new TreeMap<>();
            known.forEach((currency, sum) -> sums.put(currency, sum.bounds().low()));
            return sums;
        }

        Map<String, Bounds> bounds() {
            Map<String, Bounds> bounds = new TreeMap<>();
            all.forEach((currency, sum) -> {
                bounds.put(currency, inAnyCurrency ? sum.bounds().plus(Bounds.UNKNOWN) : sum.bounds());
            });
            return bounds;
        }
    }

    /** Of a vendor over all orders of which it has a lot. */
    static Exposure of(PartyId vendor, Collection<OrderAsOf> orders) {
        Sums sums = new Sums();
        for (OrderAsOf order : orders) {
            if (!sums.add(vendor, order)) {
                sums.addLots(vendor, order);
            }
        }
        return new Exposure(
                sums.known(),
                sums.bounds(),
                sums.unknown,
                sums.evidence.because("/api/ledger/events?tag=vendor:" + vendor));
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
        if (lots.size() == order.lotCount()) {
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
