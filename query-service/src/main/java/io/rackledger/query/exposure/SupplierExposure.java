package io.rackledger.query.exposure;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.Suppliers;
import io.rackledger.query.fold.SuppliersState;
import io.rackledger.query.fold.View;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of what is open at vendors hangs on each supplier, by component, over several tiers: the open backlog of a
 * vendor times the shares on the way, summed over all ways. Never summed across components: every rack needs them all.
 * So what is reached by way of another component is a row of its own too. Money is never added up across currencies.
 *
 * <p>What a shift does not change stands beside it: {@code whicheverVendor} is the least part that the supplier has at
 * any of the vendors that ever held a lot of these orders, times all that is open. It hangs on the supplier whoever of
 * them builds; a vendor of whom no link to the supplier is on record counts as having none.
 */
public final class SupplierExposure implements View {
    private static final List<Measure> MEASURES =
            List.of(Measure.RACKS, Measure.SERVERS, Measure.GPUS, Measure.POWER_MW, Measure.VALUE);
    private static final List<String> TIERS = List.of("1", "2", "3", "4", "5");

    /** What hangs on the supplier at one vendor. */
    record AtVendor(
            String vendor,
            @Nullable BigDecimal exposure,
            BigDecimal low,
            @Nullable BigDecimal high) {}

    @Override
    public String name() {
        return "supplier-exposure";
    }

    @Override
    public String purpose() {
        return "How much of the open backlog hangs on each supplier, by component, over several tiers.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Orders.FOLD, Suppliers.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "measure",
                        MEASURES.stream().map(Measure::wireName).toList(),
                        Measure.VALUE.wireName(),
                        "what is open is measured in"),
                new Parameter("tiers", TIERS, "3", "how many links a way has at most"),
                new Parameter("supplier", List.of(), null, "only this supplier"),
                new Parameter("component", List.of(), null, "only this component"),
                new Parameter("buyer", List.of(), null, "only orders of this buyer"),
                new Parameter("programme", List.of(), null, "only orders for this programme"),
                new Parameter("currency", List.of(), null, "only values in this currency"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "supplier",
                "component",
                "through",
                "measure",
                "unit",
                "exposure",
                "low",
                "high",
                "whicheverVendor",
                "whicheverVendorLow",
                "whicheverVendorHigh",
                "coverage",
                "vendors",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        Measure measure = measure(question);
        int tiers = tiers(question);
        List<OrderAsOf> orders = OrderAsOf.asked(folded, question).toList();
        Map<PartyId, List<SupplyPath>> paths = paths(folded, question, orders, tiers);
        List<Backlogs> units = Backlogs.of(measure, orders, question.parameter("currency"));
        List<Row> rows = units.stream()
                .flatMap(unit -> Exposed.of(unit, paths).stream())
                .filter(exposed -> allows(question.parameter("supplier"), exposed.supplier()))
                .filter(exposed -> allows(
                        question.parameter("component"), exposed.components().getLast()))
                .toList()
                .parallelStream()
                .map(exposed -> row(exposed, units.size() > 1))
                .toList();
        Row totals = Row.of("totals")
                .with("measure", measure.wireName())
                .with("tiers", (long) tiers)
                .with(
                        "vendorsWithoutSuppliers",
                        paths.entrySet().stream()
                                .filter(vendor -> vendor.getValue().isEmpty())
                                .map(vendor -> vendor.getKey().value())
                                .toList());
        return new Answer(totals, rows);
    }

    private static Measure measure(Question question) {
        return MEASURES.stream()
                .filter(measure -> measure.wireName().equals(question.parameter("measure")))
                .findFirst()
                .orElseThrow(() -> new BadQuestionException(
                        "measure",
                        "measure is one of "
                                + MEASURES.stream().map(Measure::wireName).toList()));
    }

    private static int tiers(Question question) {
        String tiers = question.parameter("tiers");
        if (tiers == null || !TIERS.contains(tiers)) {
            throw new BadQuestionException("tiers", "tiers is one of " + TIERS);
        }
        return Integer.parseInt(tiers);
    }

    private static boolean allows(@Nullable String wanted, @Nullable Object id) {
        return wanted == null || wanted.equals(String.valueOf(id));
    }

    private static Map<PartyId, List<SupplyPath>> paths(
            Folded folded, Question question, List<OrderAsOf> orders, int tiers) {
        Map<PartyId, SuppliersState> suppliers = new HashMap<>();
        folded.of(Suppliers.FOLD).values().forEach(state -> suppliers.put(state.customer(), state));
        Set<PartyId> vendors = new HashSet<>();
        orders.forEach(order -> order.forEachHolder(vendors::add));
        Map<PartyId, List<SupplyPath>> paths = new TreeMap<>(Comparator.comparing(PartyId::value));
        vendors.forEach(vendor -> paths.put(vendor, SupplyPath.from(vendor, suppliers, tiers, question.validAsOf())));
        return paths;
    }

    private static Row row(Exposed exposed, boolean several) {
        Bounds amount = exposed.amount();
        Bounds unmoved = exposed.whicheverVendor();
        List<String> components = exposed.components();
        String unit = exposed.backlogs().unit();
        List<String> key = new ArrayList<>(List.of(exposed.supplier().value(), String.join(">", components)));
        Stream.ofNullable(several ? unit : null).forEach(key::add);
        return Row.of(String.join(":", key))
                .with("supplier", exposed.supplier().value())
                .with("component", components.getLast())
                .with("through", List.copyOf(components.subList(0, components.size() - 1)))
                .with("measure", exposed.backlogs().measure().wireName())
                .with("unit", unit)
                .with("exposure", plainOrUnknown(amount.exact()))
                .with("low", plain(amount.low()))
                .with("high", plainOrUnknown(amount.high()))
                .with("whicheverVendor", plainOrUnknown(unmoved.exact()))
                .with("whicheverVendorLow", plain(unmoved.low()))
                .with("whicheverVendorHigh", plainOrUnknown(unmoved.high()))
                .with("coverage", exposed.coverage())
                .with("vendors", atVendors(exposed))
                .with("because", exposed.because());
    }

    private static List<AtVendor> atVendors(Exposed exposed) {
        return exposed.paths().keySet().stream()
                .map(vendor -> {
                    Bounds at = exposed.at(vendor);
                    return new AtVendor(
                            vendor.value(), plainOrUnknown(at.exact()), plain(at.low()), plainOrUnknown(at.high()));
                })
                .toList();
    }

    private static @Nullable BigDecimal plainOrUnknown(@Nullable BigDecimal amount) {
        return amount == null ? null : plain(amount);
    }

    /** Without the trailing zeros that products gather. */
    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
