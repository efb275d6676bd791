package io.rackledger.query.exposure;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Holdings;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Sum;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** What is open at each vendor that has a lot. */
    SortedMap<PartyId, OpenLots> open() {
        Map<PartyId, OpenLots> open = new HashMap<>();
        for (OrderAsOf order : orders) {
            Holdings held = order.holdings();
            if (held != null && held.isExact(Basis.OPEN, measure)) {
                for (int i = 0; i < held.vendors(); i++) {
                    lots(open, held.vendor(i)).add(held, i, measure);
                }
            } else {
                order.lots().forEach(lot -> lots(open, lot.vendor()).add(lot.bounds(Basis.OPEN, measure)));
            }
        }
        SortedMap<PartyId, OpenLots> byVendor = new TreeMap<>(Comparator.comparing(PartyId::value));
        byVendor.putAll(open);
        return byVendor;
    }

    private static OpenLots lots(Map<PartyId, OpenLots> open, PartyId vendor) {
        return open.computeIfAbsent(vendor, any -> new OpenLots());
    }

    /** What is open in all; what a shift moved counts once, whether or not it had happened. */
    Bounds total() {
        Sum total = new Sum();
        orders.forEach(order -> order.addTotal(Basis.OPEN, measure, total));
        return total.bounds();
    }
}
