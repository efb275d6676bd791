package io.rackledger.query.backlog;

import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Disclosures;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What vendors still owe, lot by lot, how old that is, and how fast it comes. */
public final class Backlog implements View {
    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public String purpose() {
        return "What is open by vendor, order and lot: its age, its burn rate, when it will have come, and book-to-bill; beside it what vendors disclose.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Orders.FOLD, Disclosures.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("vendor", List.of(), null, "only lots of this vendor"),
                new Parameter("buyer", List.of(), null, "only orders of this buyer"),
                new Parameter("programme", List.of(), null, "only orders for this programme"),
                new Parameter("order", List.of(), null, "only this order"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "vendor",
                "order",
                "lot",
                "open",
                "openLow",
                "openHigh",
                "openUnknown",
                "orderAgeDays",
                "orderAgeDaysLow",
                "orderAgeDaysHigh",
                "lotAgeDays",
                "lotAgeDaysLow",
                "lotAgeDaysHigh",
                "bucket",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        String wanted = question.parameter("order");
        List<OrderAsOf> orders = OrderAsOf.asked(folded, question)
                .filter(order -> allows(wanted, order.order()))
                .toList();
        SortedMap<PartyId, List<Part>> byVendor = byVendor(orders, question.parameter("vendor"));
        List<AtVendor> each = byVendor.entrySet().parallelStream()
                .map(entry -> AtVendor.of(entry.getKey(), entry.getValue(), question))
                .toList();
        return new Answer(
                Row.of("totals")
                        .with("vendors", each.stream().map(AtVendor::backlog).toList())
                        .with("disclosed", disclosed(folded, question, byVendor.keySet())),
                each.stream().flatMap(vendor -> vendor.rows().stream()).toList());
    }

    private record AtVendor(VendorBacklog backlog, List<Row> rows) {
        static AtVendor of(PartyId vendor, List<Part> parts, Question question) {
            LocalDate day = question.day();
            List<Row> rows = new ArrayList<>();
            for (Part part : parts) {
                long open = part.open();
                for (long i = 0; i < open; i++) {
                    rows.add(Row.later(new Line(part, i, day)));
                }
            }
            return new AtVendor(VendorBacklog.of(vendor, parts, question), rows);
        }
    }

    /** The row of an open lot, from 0, of a vendor's part of an order. */
    private record Line(Part part, long lot, LocalDate day) implements Supplier<Row> {
        @Override
        public Row get() {
            return row(part.order(), part.openLot(lot), day);
        }
    }

    private static SortedMap<PartyId, List<Part>> byVendor(List<OrderAsOf> orders, @Nullable String vendor) {
        Map<PartyId, List<Part>> parts = new HashMap<>();
        for (OrderAsOf order : orders) {
            Part.forEach(order, part -> {
                if (allows(vendor, part.vendor())) {
                    parts.computeIfAbsent(part.vendor(), any -> new ArrayList<>())
                            .add(part);
                }
            });
        }
        SortedMap<PartyId, List<Part>> byVendor = new TreeMap<>(Comparator.comparing(PartyId::value));
        byVendor.putAll(parts);
        return byVendor;
    }

    /** Of every vendor that tells; where only some orders are asked for, of those that hold any of them. */
    private static List<DisclosedBacklog> disclosed(Folded folded, Question question, Set<PartyId> holders) {
        boolean narrowed = Stream.of("buyer", "programme", "order").anyMatch(name -> question.parameter(name) != null);
        return folded.of(Disclosures.FOLD).values().stream()
                .filter(state -> allows(question.parameter("vendor"), state.party()))
                .filter(state -> !narrowed || holders.contains(state.party()))
                .sorted(Comparator.comparing(state -> state.party().value()))
                .map(state -> DisclosedBacklog.of(state, question.validAsOf()))
                .filter(disclosed -> !disclosed.series().isEmpty())
                .toList();
    }

    private static boolean allows(@Nullable String wanted, @Nullable Object id) {
        return wanted == null || wanted.equals(String.valueOf(id));
    }

    private static Row row(OrderAsOf order, LotAsOf lot, LocalDate day) {
        return Row.of(
                order.order() + ":" + lot.lot(),
                List.of(order, lot, day),
                row -> figures(row, Held.of(order, lot), day));
    }

    private static void figures(Row row, Held held, LocalDate day) {
        OrderAsOf order = held.order();
        LotAsOf lot = held.lot();
        Ages orderAge = Ages.of(order.placedOn(), day);
        Ages lotAge = Ages.of(lot.madeOn(), day);
        row.with("vendor", lot.vendor().value())
                .with("order", order.order().value())
                .with("lot", lot.lot().value())
                .with("open", Quantities.of(held::open, order.currency()))
                .with("openLow", Quantities.of(measure -> held.open(measure).least(), order.currency()))
                .with("openHigh", Quantities.of(measure -> held.open(measure).most(), order.currency()))
                .with("openUnknown", held.isUnknown())
                .with("orderAgeDays", orderAge.exact())
                .with("orderAgeDaysLow", orderAge.low())
                .with("orderAgeDaysHigh", orderAge.high())
                .with("lotAgeDays", lotAge.exact())
                .with("lotAgeDaysLow", lotAge.low())
                .with("lotAgeDaysHigh", lotAge.high())
                .with("bucket", orderAge.bucket())
                .with("because", Evidence.because(held.movements(), "/api/ledger/events?tag=order:" + order.order()));
    }
}
