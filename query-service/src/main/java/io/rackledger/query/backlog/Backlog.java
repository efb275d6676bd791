package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Disclosures;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What vendors still owe, lot by lot, how old that is, and how fast it comes. */
public final class Backlog implements View {
    private static final List<Measure> QUANTITIES = List.copyOf(EnumSet.complementOf(EnumSet.of(Measure.SHARE)));

    /** A lot within its order, and what is open of it, which several figures ask. */
    record Held(OrderAsOf order, LotAsOf lot, Map<Measure, Bounds> open, boolean isOpen) {
        static Held of(OrderAsOf order, LotAsOf lot) {
            Map<Measure, Bounds> open = new EnumMap<>(Measure.class);
            for (Measure measure : QUANTITIES) {
                open.put(measure, lot.bounds(Basis.OPEN, measure));
            }
            return new Held(order, lot, open, lot.isOpen(open));
        }

        Bounds open(Measure measure) {
            return Objects.requireNonNull(open.get(measure));
        }

        /** Whether no amount is known at all. */
        boolean isUnknown() {
            return open.values().stream().noneMatch(Bounds::isExact);
        }

        Stream<Movement> movements() {
            return order.movementsOf(lot);
        }
    }

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
        List<OrderAsOf> orders = OrderAsOf.all(folded, question)
                .filter(order -> allows(question.parameter("buyer"), order.buyer()))
                .filter(order -> allows(question.parameter("programme"), order.programme()))
                .filter(order -> allows(question.parameter("order"), order.order()))
                .toList();
        Map<PartyId, List<Held>> held = orders.parallelStream()
                .<Held>mapMulti((order, lots) -> addLots(order, question.parameter("vendor"), lots))
                .collect(Collectors.groupingBy(each -> each.lot().vendor()));
        SortedMap<PartyId, List<Held>> byVendor = new TreeMap<>(Comparator.comparing(PartyId::value));
        byVendor.putAll(held);
        LocalDate day = question.day();
        List<Row> rows = byVendor.values().stream()
                .flatMap(List::stream)
                .filter(Held::isOpen)
                .map(each -> row(each, day))
                .toList();
        List<VendorBacklog> vendors = byVendor.entrySet().parallelStream()
                .map(entry -> VendorBacklog.of(entry.getKey(), entry.getValue(), question))
                .toList();
        return new Answer(
                Row.of("totals")
                        .with("vendors", vendors)
                        .with("disclosed", disclosed(folded, question, byVendor.keySet())),
                rows);
    }

    private static void addLots(OrderAsOf order, @Nullable String vendor, Consumer<Held> lots) {
        for (LotAsOf lot : order.lots()) {
            if (allows(vendor, lot.vendor())) {
                lots.accept(Held.of(order, lot));
            }
        }
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

    private static Row row(Held held, LocalDate day) {
        return Row.of(
                held.order().order() + ":" + held.lot().lot(),
                List.of(held.order(), held.lot(), day),
                row -> figures(row, held, day));
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
