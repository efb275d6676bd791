package io.rackledger.query.vendorshare;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of what is bought comes from each vendor, and how concentrated that is. Money is never added up across
 * currencies: each has rows and an index of its own.
 */
public final class VendorShare implements View {
    private static final List<Measure> MEASURES =
            List.of(Measure.RACKS, Measure.SERVERS, Measure.GPUS, Measure.POWER_MW, Measure.VALUE);
    private static final BigDecimal MODERATE = new BigDecimal(1000);
    private static final BigDecimal HIGH = new BigDecimal(1800);
    private static final int SCALE = 6;

    @Override
    public String name() {
        return "vendor-share";
    }

    @Override
    public String purpose() {
        return "Each vendor's share of what was ordered, is committed, open or delivered, and how concentrated it is.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Orders.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "basis",
                        Arrays.stream(Basis.values()).map(Basis::name).toList(),
                        Basis.COMMITTED.name(),
                        "which part of the orders counts"),
                new Parameter(
                        "measure",
                        MEASURES.stream().map(Measure::wireName).toList(),
                        Measure.RACKS.wireName(),
                        "what is summed"),
                new Parameter("buyer", List.of(), null, "only orders of this buyer"),
                new Parameter("programme", List.of(), null, "only orders for this programme"),
                new Parameter("currency", List.of(), null, "only values in this currency"));
    }

    @Override
    public List<String> columns() {
        return List.of("vendor", "basis", "measure", "unit", "amount", "share", "low", "high", "coverage", "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        Basis basis = basis(question);
        Measure measure = measure(question);
        List<OrderAsOf> orders = OrderAsOf.asked(folded, question).toList();
        List<Scope> scopes = measure == Measure.VALUE
                ? byCurrency(basis, orders, question.parameter("currency"))
                : List.of(new Scope(basis, measure, measure.unit(), orders));
        List<Row> rows = new ArrayList<>();
        scopes.forEach(scope -> addRows(rows, scope, scopes.size() > 1));
        return new Answer(totals(scopes), rows);
    }

    private static Basis basis(Question question) {
        return Arrays.stream(Basis.values())
                .filter(basis -> basis.name().equals(question.parameter("basis")))
                .findFirst()
                .orElseThrow(
                        () -> new BadQuestionException("basis", "basis is one of " + Arrays.toString(Basis.values())));
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

    /** An order whose currency nobody says may be in any. */
    private static List<Scope> byCurrency(Basis basis, List<OrderAsOf> orders, @Nullable String wanted) {
        SortedSet<String> currencies = new TreeSet<>();
        if (wanted == null) {
            orders.stream().map(OrderAsOf::currency).filter(Objects::nonNull).forEach(currencies::add);
        } else {
            currencies.add(wanted);
        }
        if (currencies.isEmpty()) {
            return List.of(new Scope(basis, Measure.VALUE, null, orders));
        }
        return currencies.stream()
                .map(currency -> new Scope(
                        basis,
                        Measure.VALUE,
                        currency,
                        orders.stream()
                                .filter(order -> order.currency() == null || currency.equals(order.currency()))
                                .toList()))
                .toList();
    }

    private static void addRows(List<Row> rows, Scope scope, boolean several) {
        Map<PartyId, Bounds> shares = scope.shares();
        Map<PartyId, Evidence> evidence = scope.evidence();
        scope.amounts().forEach((vendor, amount) -> {
            Bounds share = shares.get(vendor);
            BigDecimal low = share == null ? null : rounded(share.low());
            BigDecimal high = share == null ? null : rounded(share.high());
            rows.add(Row.of(several ? vendor + ":" + scope.unit() : vendor.value())
                    .with("vendor", vendor.value())
                    .with("basis", scope.basis().name())
                    .with("measure", scope.measure().wireName())
                    .with("unit", scope.unit())
                    .with("amount", amount.exact())
                    .with("share", share == null || !share.isExact() ? null : low)
                    .with("low", low)
                    .with("high", high)
                    .with("coverage", scope.coverage(vendor))
                    .with(
                            "because",
                            Objects.requireNonNull(evidence.get(vendor))
                                    .because("/api/ledger/events?tag=vendor:" + vendor)));
        });
    }

    private static @Nullable BigDecimal rounded(@Nullable BigDecimal share) {
        return share == null ? null : share.setScale(SCALE, RoundingMode.HALF_UP);
    }

    private static Row totals(List<Scope> scopes) {
        if (scopes.size() == 1) {
            return totals(scopes.getFirst()).with("byCurrency", null);
        }
        return Row.of("totals")
                .with("unit", null)
                .with("hhi", null)
                .with("hhiLow", null)
                .with("hhiHigh", null)
                .with("band", null)
                .with("coverage", null)
                .with("lots", null)
                .with("unknownLots", null)
                .with("restsOnShares", null)
                .with(
                        "byCurrency",
                        scopes.stream().map(scope -> totals(scope).figures()).toList());
    }

    private static Row totals(Scope scope) {
        List<Bounds> shares = List.copyOf(scope.shares().values());
        Concentration concentration = new Concentration(shares);
        boolean known = shares.stream().allMatch(Bounds::isExact);
        BigDecimal low = shares.isEmpty() ? null : concentration.low();
        BigDecimal high = shares.isEmpty() ? null : concentration.high();
        return Row.of("totals")
                .with("unit", scope.unit())
                .with("hhi", known ? low : null)
                .with("hhiLow", low)
                .with("hhiHigh", high)
                .with("band", band(low, high))
                .with("coverage", scope.coverage())
                .with("lots", scope.lotCount())
                .with("unknownLots", scope.unknownLots())
                .with("restsOnShares", scope.restsOnShares());
    }

    /** The band that the index lies in for certain. */
    private static @Nullable String band(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        if (low == null || high == null) {
            return null;
        }
        List<String> bands =
                Stream.of(low, high).map(VendorShare::band).distinct().toList();
        return bands.size() == 1 ? bands.getFirst() : null;
    }

    private static String band(BigDecimal hhi) {
        if (hhi.compareTo(MODERATE) < 0) {
            return "UNCONCENTRATED";
        }
        return hhi.compareTo(HIGH) <= 0 ? "MODERATE" : "HIGH";
    }
}
