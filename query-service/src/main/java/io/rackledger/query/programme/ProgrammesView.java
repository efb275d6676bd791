package io.rackledger.query.programme;

import io.rackledger.events.Measure;
import io.rackledger.events.ProgrammeId;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Holdings;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import io.rackledger.query.programme.ProgrammeState.Definition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every programme with its target, and what is ordered, committed and delivered for it: in GPUs and racks, in money of
 * each currency, and by facility where deliveries say which. No lease names a programme, so none is shown.
 */
public final class ProgrammesView implements View {
    private static final int SCALE = 6;
    private static final List<Measure> COUNTED = List.of(Measure.GPUS, Measure.RACKS);

    /** A count: the figure where it is known, else its bounds; {@code high} is null where nothing bounds it. */
    record Count(@Nullable Long exactly, long low, @Nullable Long high) {
        static Count of(Bounds bounds) {
            BigDecimal exact = bounds.exact();
            BigDecimal high = bounds.high();
            return new Count(
                    exact == null ? null : exact.longValueExact(),
                    bounds.low().longValueExact(),
                    high == null ? null : high.longValueExact());
        }
    }

    @Override
    public String name() {
        return "programmes";
    }

    @Override
    public String purpose() {
        return "Every programme with its target, what is ordered, committed and delivered for it, its money and its facilities.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Programmes.FOLD, Orders.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("programme", List.of(), null, "only this programme"),
                new Parameter("owner", List.of(), null, "only programmes of this owner"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "programme",
                "name",
                "owner",
                "targetGpus",
                "readyBy",
                "vendorShareCap",
                "orderedGpus",
                "committedGpus",
                "deliveredGpus",
                "orderedRacks",
                "committedRacks",
                "deliveredRacks",
                "money",
                "facilities",
                "orders",
                "coverage",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        Map<ProgrammeId, ProgrammeState> states = new HashMap<>();
        folded.of(Programmes.FOLD).values().forEach(state -> states.put(state.programme(), state));
        Map<ProgrammeId, List<OrderAsOf>> found = new HashMap<>();
        states.keySet().forEach(programme -> found.put(programme, new ArrayList<>()));
        OrderAsOf.allHeld(folded, question)
                .filter(order -> order.programme() != null)
                .forEach(order -> found.computeIfAbsent(order.programme(), any -> new ArrayList<>())
                        .add(order));
        Map<ProgrammeId, List<OrderAsOf>> orders = new TreeMap<>(Comparator.comparing(ProgrammeId::value));
        orders.putAll(found);
        List<Row> rows = orders.entrySet().parallelStream()
                .filter(each -> allows(question.parameter("programme"), each.getKey()))
                .filter(each -> isOwnedBy(
                        question.parameter("owner"),
                        state(each.getKey(), states).definition()))
                .map(each -> row(state(each.getKey(), states), each.getValue(), question))
                .toList();
        return new Answer(Row.of("totals").with("programmes", (long) rows.size()), rows);
    }

    /** One that nobody defined is known by its orders. */
    private static ProgrammeState state(ProgrammeId programme, Map<ProgrammeId, ProgrammeState> states) {
        return states.getOrDefault(programme, new ProgrammeState(programme, null, List.of()));
    }

    private static boolean allows(@Nullable String wanted, Object id) {
        return wanted == null || wanted.equals(id.toString());
    }

    private static boolean isOwnedBy(@Nullable String wanted, @Nullable Definition definition) {
        return wanted == null || (definition != null && allows(wanted, definition.owner()));
    }

    private static Row row(ProgrammeState state, List<OrderAsOf> orders, Question question) {
        ProgrammeId programme = state.programme();
        Definition definition = state.definition();
        Row row = Row.of(programme.value())
                .with("programme", programme.value())
                .with("name", definition == null ? null : definition.name())
                .with("owner", definition == null ? null : definition.owner().value())
                .with("targetGpus", definition == null ? null : definition.targetGpus())
                .with(
                        "readyBy",
                        definition == null || definition.readyBy() == null
                                ? null
                                : definition.readyBy().text())
                .with("vendorShareCap", definition == null ? null : definition.vendorShareCap());
        Totals totals = Totals.of(orders, COUNTED);
        for (Measure measure : COUNTED) {
            String unit = measure == Measure.GPUS ? "Gpus" : "Racks";
            row.with("ordered" + unit, Count.of(totals.of(Basis.AWARDED, measure)))
                    .with("committed" + unit, Count.of(totals.of(Basis.COMMITTED, measure)))
                    .with("delivered" + unit, Count.of(totals.of(Basis.DELIVERED, measure)));
        }
        return row.with("money", Worth.of(orders))
                .with("facilities", AtFacility.of(state.arrived(), question.validAsOf()))
                .with("orders", (long) orders.size())
                .with("coverage", coverage(orders))
                .with("because", because(programme, definition, orders));
    }

    /** Lots whose committed GPUs are known / lots; null where there is none. */
    private static @Nullable BigDecimal coverage(List<OrderAsOf> orders) {
        long lots = 0;
        long known = 0;
        for (OrderAsOf order : orders) {
            lots += order.lotCount();
            known += known(order);
        }
        return lots == 0
                ? null
                : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(lots), SCALE, RoundingMode.HALF_UP);
    }

    private static long known(OrderAsOf order) {
        Holdings held = order.holdings();
        return held != null && held.isExact(Basis.COMMITTED, Measure.GPUS)
                ? order.lotCount()
                : order.lots().stream()
                        .filter(lot -> lot.bounds(Basis.COMMITTED, Measure.GPUS).isExact())
                        .count();
    }

    /** The definition, then what became of the orders. */
    private static Because because(ProgrammeId programme, @Nullable Definition definition, List<OrderAsOf> orders) {
        Evidence evidence = new Evidence();
        orders.forEach(evidence::add);
        Because because = evidence.because("/api/ledger/events?tag=programme:" + programme);
        return definition == null ? because : because.after(definition.fact().event());
    }
}
