package io.rackledger.query.order;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.OrderState;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every order in one row: what was ordered, what became of it, and with whom it lies. */
public final class OrdersView implements View {
    private static final int SCALE = 6;

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public String purpose() {
        return "Every order with what was ordered, delivered, cancelled and is open.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Orders.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("buyer", List.of(), null, "only orders of this buyer"),
                new Parameter("programme", List.of(), null, "only orders for this programme"),
                new Parameter("vendor", List.of(), null, "only orders with a lot at this vendor"),
                new Parameter(
                        "order", List.of(), null, "only this order; figures beside the rows stay those of the whole"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "order",
                "buyer",
                "programme",
                "placedOn",
                "ordered",
                "delivered",
                "cancelled",
                "open",
                "openUnknown",
                "coverage",
                "vendors",
                "lots",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        String buyer = question.parameter("buyer");
        String programme = question.parameter("programme");
        String vendor = question.parameter("vendor");
        String wanted = question.parameter("order");
        Predicate<OrderState> counts =
                order -> allows(buyer, order.buyer()) && allows(programme, order.programme()) && isAt(order, vendor);
        long count = folded.of(Orders.FOLD).values().stream().filter(counts).count();
        List<Row> rows = OrderAsOf.where(folded, question, order -> allows(wanted, order.order()) && counts.test(order))
                .map(OrdersView::row)
                .toList();
        return new Answer(Row.of("totals").with("orders", count), rows);
    }

    private static boolean allows(@Nullable String wanted, @Nullable Object id) {
        return wanted == null || (id != null && wanted.equals(id.toString()));
    }

    private static boolean isAt(OrderState order, @Nullable String vendor) {
        return vendor == null
                || order.lots().stream().anyMatch(lot -> lot.vendor().value().equals(vendor));
    }

    private static Row row(OrderAsOf order) {
        return Row.of(order.order().value(), order, row -> figures(row, order));
    }

    private static void figures(Row row, OrderAsOf order) {
        row.with("order", order.order().value())
                .with("buyer", order.buyer() == null ? null : order.buyer().value())
                .with(
                        "programme",
                        order.programme() == null ? null : order.programme().value())
                .with(
                        "placedOn",
                        order.placedOn() == null ? null : order.placedOn().text())
                .with("ordered", quantities(order, Basis.AWARDED))
                .with("delivered", quantities(order, Basis.DELIVERED))
                .with("cancelled", Quantities.of(order::cancelled, order.currency()))
                .with("open", quantities(order, Basis.OPEN))
                .with("openUnknown", order.lots().stream().anyMatch(OrdersView::isOpenUnknown))
                .with("coverage", coverage(order))
                .with(
                        "vendors",
                        order.lots().stream()
                                .map(LotAsOf::vendor)
                                .map(PartyId::value)
                                .distinct()
                                .sorted()
                                .toList())
                .with("lots", (long) order.lotCount())
                .with(
                        "because",
                        Evidence.because(order.movements().stream(), "/api/ledger/events?tag=order:" + order.order()));
    }

    private static Quantities quantities(OrderAsOf order, Basis basis) {
        return Quantities.of(measure -> order.total(basis, measure), order.currency());
    }

    /** Lots of which something is known that is open / lots; null where no lot is known. */
    private static @Nullable BigDecimal coverage(OrderAsOf order) {
        int lots = order.lotCount();
        long known = order.lots().stream().filter(lot -> !isOpenUnknown(lot)).count();
        return lots == 0
                ? null
                : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(lots), SCALE, RoundingMode.HALF_UP);
    }

    private static boolean isOpenUnknown(LotAsOf lot) {
        return Stream.of(Measure.values())
                .filter(measure -> measure != Measure.SHARE)
                .noneMatch(measure -> lot.bounds(Basis.OPEN, measure).isExact());
    }
}
