package io.rackledger.query.programme;

import io.rackledger.events.Measure;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Sum;
import java.util.Arrays;
import java.util.List;

/** What orders come to in all. Each order is looked at once, since there are many of them. */
final class Totals {
    private static final Basis[] BASES = Basis.values();
    private static final int MEASURES = Measure.values().length;

    private final Sum[] sums = new Sum[BASES.length * MEASURES];

    private Totals() {
        Arrays.setAll(sums, place -> new Sum());
    }

    static Totals of(List<OrderAsOf> orders, List<Measure> measures) {
        Totals totals = new Totals();
        for (OrderAsOf order : orders) {
            for (Basis basis : BASES) {
                for (Measure measure : measures) {
                    order.addTotal(basis, measure, totals.sums[place(basis, measure)]);
                }
            }
        }
        return totals;
    }

    private static int place(Basis basis, Measure measure) {
        return basis.ordinal() * MEASURES + measure.ordinal();
    }

    /** Nothing where there are no orders. */
    Bounds of(Basis basis, Measure measure) {
        return sums[place(basis, measure)].bounds();
    }
}
