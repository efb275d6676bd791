package io.rackledger.query.exposure;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.OrderAsOf;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is open at each vendor, lot by lot, in one unit.
 *
 * @param unit the measure's unit or a currency; null for money of which nobody says the currency
 */
record Backlogs(@Nullable String unit, Measure measure, List<OrderAsOf> orders) {
    Backlogs {
        orders = List.copyOf(orders);
    }

    /** One for each currency where money is asked for; an order whose currency nobody says may be in any. */
    static List<Backlogs> of(Measure measure, List<OrderAsOf> orders, @Nullable String wanted) {
        if (measure != Measure.VALUE) {
            return List.of(new Backlogs(measure.unit(), measure, orders));
        }
        SortedSet<String> currencies = new TreeSet<>();
        if (wanted == null) {
            orders.stream().map(OrderAsOf::currency).filter(Objects::nonNull).forEach(currencies::add);
        } else {
            currencies.add(wanted);
        }
        if (currencies.isEmpty()) {
            return List.of(new Backlogs(null, measure, orders));
        }
        return currencies.stream()
                .map(currency -> new Backlogs(
                        currency,
                        measure,
                        orders.stream()
                                .filter(order -> order.currency() == null || currency.equals(order.currency()))
                                .toList()))
                .toList();
    }

    /** What is open of each of a vendor's lots. */
    SortedMap<PartyId, List<Bounds>> open() {
        Map<PartyId, List<Bounds>> open = orders.parallelStream()
                .<LotAsOf>mapMulti((order, lots) -> order.lots().forEach(lots))
                .collect(Collectors.groupingBy(
                        LotAsOf::vendor,
                        Collectors.mapping(lot -> lot.bounds(Basis.OPEN, measure), Collectors.toList())));
        SortedMap<PartyId, List<Bounds>> byVendor = new TreeMap<>(Comparator.comparing(PartyId::value));
        byVendor.putAll(open);
        return byVendor;
    }

    /** What is open in all; what a shift moved counts once, whether or not it had happened. */
    Bounds total() {
        return orders.parallelStream()
                .map(order -> order.total(Basis.OPEN, measure))
                .reduce(Bounds.NOTHING, Bounds::plus);
    }

    /** What happened to lots of these vendors. */
    Evidence evidence(Set<PartyId> vendors) {
        Evidence evidence = new Evidence();
        orders.forEach(order -> evidence.add(order, vendors));
        return evidence;
    }
}
