package io.rackledger.query.fold;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some orders together: their totals, the same by vendor, and every lot. Immutable.
 *
 * @param currencies of the values, ISO 4217; where there are several, values are shown by lot and never summed
 * @param vendors    in the order of their names
 * @param lots       in the order in which each order's lots became known
 */
public record OrderBook(int orders, List<String> currencies, Balance totals, List<Vendor> vendors, List<Lot> lots) {
    /** All lots of one vendor. */
    public record Vendor(String vendor, Balance balance) {}

    /**
     * One lot.
     *
     * @param shiftedIn whether a shift made it; else the order itself did
     */
    public record Lot(String order, String lot, String vendor, boolean shiftedIn, Balance balance) {}

    private record Held(OrderState order, LotState lot) {}

    public OrderBook {
        currencies = List.copyOf(currencies);
        vendors = List.copyOf(vendors);
        lots = List.copyOf(lots);
    }

    /** What is known of these orders. */
    public static OrderBook of(Collection<OrderState> states) {
        List<OrderState> orders = states.stream()
                .sorted(Comparator.comparing(order -> order.order().value()))
                .toList();
        List<String> currencies = orders.stream()
                .map(OrderState::currency)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        String currency = currencies.size() == 1 ? currencies.getFirst() : null;
        List<Held> held = orders.stream()
                .flatMap(order -> order.lots().stream().map(lot -> new Held(order, lot)))
                .toList();
        return new OrderBook(
                orders.size(),
                currencies,
                Balance.of((basis, measure) -> sum(orders.stream(), order -> order.total(basis, measure)), currency),
                held.stream()
                        .map(each -> each.lot().vendor().value())
                        .distinct()
                        .sorted()
                        .map(vendor -> vendor(vendor, held, currency))
                        .toList(),
                held.stream().map(OrderBook::lot).toList());
    }

    private static Vendor vendor(String vendor, List<Held> held, @Nullable String currency) {
        List<LotState> lots = held.stream()
                .map(Held::lot)
                .filter(lot -> lot.vendor().value().equals(vendor))
                .toList();
        return new Vendor(
                vendor,
                Balance.of((basis, measure) -> sum(lots.stream(), lot -> lot.bounds(basis, measure)), currency));
    }

    private static Lot lot(Held held) {
        LotState lot = held.lot();
        return new Lot(
                held.order().order().value(),
                lot.lot().value(),
                lot.vendor().value(),
                lot.shiftedIn(),
                Balance.of(lot::bounds, held.order().currency()));
    }

    private static <T> Bounds sum(Stream<T> parts, Function<T, Bounds> bounds) {
        return parts.map(bounds).reduce(Bounds.NOTHING, Bounds::plus);
    }
}
