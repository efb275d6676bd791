package io.rackledger.query.programme;

import io.rackledger.events.Measure;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.OrderAsOf;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a programme's orders come to in one currency; currencies are never added up. */
record Worth(String currency, Sum ordered, Sum committed, Sum delivered, Sum open) {
    /** An amount: the figure where it is known, else its bounds; {@code high} is null where nothing bounds it. */
    record Sum(
            @Nullable BigDecimal exactly,
            BigDecimal low,
            @Nullable BigDecimal high) {
        static Sum of(Bounds bounds) {
            return new Sum(bounds.exact(), bounds.low(), bounds.high());
        }
    }

    /** One for each currency, in their order. An order of which nobody says the currency may be in any. */
    static List<Worth> of(List<OrderAsOf> orders) {
        TreeSet<String> currencies = new TreeSet<>();
        orders.stream().map(OrderAsOf::currency).filter(Objects::nonNull).forEach(currencies::add);
        return currencies.stream()
                .map(currency -> of(
                        currency,
                        orders.stream()
                                .filter(order -> order.currency() == null || currency.equals(order.currency()))
                                .toList()))
                .toList();
    }

    private static Worth of(String currency, List<OrderAsOf> orders) {
        Totals totals = Totals.of(orders, List.of(Measure.VALUE));
        return new Worth(
                currency,
                Sum.of(totals.of(Basis.AWARDED, Measure.VALUE)),
                Sum.of(totals.of(Basis.COMMITTED, Measure.VALUE)),
                Sum.of(totals.of(Basis.DELIVERED, Measure.VALUE)),
                Sum.of(totals.of(Basis.OPEN, Measure.VALUE)));
    }
}
