package io.rackledger.query.programme;

import io.rackledger.events.Measure;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.OrderAsOf;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What orders come to in all. Each order is looked at once, since there are many of them. */
final class Totals {
    private final Map<Basis, Map<Measure, Bounds>> sums = new EnumMap<>(Basis.class);

    private Totals() {}

    static Totals of(List<OrderAsOf> orders, List<Measure> measures) {
        Totals totals = new Totals();
        for (Basis basis : Basis.values()) {
            totals.sums.put(basis, new EnumMap<>(Measure.class));
        }
        for (OrderAsOf order : orders) {
            totals.sums.forEach((basis, sums) ->
                    measures.forEach(measure -> sums.merge(measure, order.total(basis, measure), Bounds::plus)));
        }
        return totals;
    }

    /** Nothing where there are no orders. */
    Bounds of(Basis basis, Measure measure) {
        return sums.getOrDefault(basis, Map.of()).getOrDefault(measure, Bounds.NOTHING);
    }
}
