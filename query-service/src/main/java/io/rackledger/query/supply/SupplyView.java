package io.rackledger.query.supply;

import io.rackledger.events.Truth;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Fact;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.Suppliers;
import io.rackledger.query.fold.SupplyLink;
import io.rackledger.query.fold.View;
import io.rackledger.query.supply.SupplyStatesState.Report;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who makes what for whom, and how supply is reported to stand. What has ended stays, and is marked so. */
public final class SupplyView implements View {
    private static final int SCALE = 6;

    @Override
    public String name() {
        return "supply";
    }

    @Override
    public String purpose() {
        return "Links from suppliers to customers by component, and how supply stands by party and dimension.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Suppliers.FOLD, SupplyStates.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("party", List.of(), null, "only what it supplies, is supplied with or is reported of it"),
                new Parameter("component", List.of(), null, "only links of this component, without reports"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "kind",
                "supplier",
                "customer",
                "component",
                "share",
                "since",
                "until",
                "party",
                "dimension",
                "site",
                "platform",
                "state",
                "rate",
                "readyFrom",
                "standing",
                "confidence",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        Instant asOf = question.validAsOf();
        String party = question.parameter("party");
        String component = question.parameter("component");
        List<SupplyLink> links = folded.of(Suppliers.FOLD).values().stream()
                .flatMap(state -> state.links().stream())
                .filter(link -> allows(party, link.supplier()) || allows(party, link.customer()))
                .filter(link -> allows(component, link.component()))
                .sorted(Comparator.comparing(SupplyLink::component)
                        .thenComparing(link -> link.customer().value())
                        .thenComparing(link -> link.supplier().value())
                        .thenComparing(SupplyLink::linked, Fact.ORDER))
                .toList();
        List<Row> rows = new ArrayList<>();
        links.forEach(link -> rows.add(row(link, asOf)));
        folded.of(SupplyStates.FOLD).values().stream()
                .filter(state -> component == null)
                .sorted(Comparator.comparing(SupplyStatesState::key))
                .forEach(state -> state.reports().stream()
                        .filter(report -> allows(party, report.party()))
                        .forEach(report -> rows.add(row(report, state.standing(report, asOf)))));
        return new Answer(totals(links, rows.size() - links.size(), asOf), rows);
    }

    private static boolean allows(@Nullable String wanted, @Nullable Object id) {
        return wanted == null || wanted.equals(String.valueOf(id));
    }

    /** Coverage is that of the shares, among the links that may stand. */
    private static Row totals(List<SupplyLink> links, int reports, Instant asOf) {
        List<SupplyLink> standing =
                links.stream().filter(link -> link.standing(asOf) != Truth.NO).toList();
        long known = standing.stream().filter(link -> link.share() != null).count();
        return Row.of("totals")
                .with("links", (long) links.size())
                .with("standingLinks", (long) standing.size())
                .with("reports", (long) reports)
                .with(
                        "coverage",
                        standing.isEmpty()
                                ? null
                                : BigDecimal.valueOf(known)
                                        .divide(BigDecimal.valueOf(standing.size()), SCALE, RoundingMode.HALF_UP));
    }

    private static Row row(SupplyLink link, Instant asOf) {
        Fact end = link.unlinked();
        return Row.of(link.linked().event())
                .with("kind", "LINK")
                .with("supplier", link.supplier().value())
                .with("customer", link.customer().value())
                .with("component", link.component())
                .with("share", link.share())
                .with("since", link.linked().on())
                .with("until", end == null ? null : end.on())
                .with("party", null)
                .with("dimension", null)
                .with("site", null)
                .with("platform", null)
                .with("state", null)
                .with("rate", null)
                .with("readyFrom", null)
                .with("standing", link.standing(asOf).name())
                .with("confidence", link.linked().confidence().name())
                .with(
                        "because",
                        Because.of(link.events().toList(), "/api/ledger/events?tag=component:" + link.component()));
    }

    private static Row row(Report report, Truth standing) {
        Fact fact = report.fact();
        return Row.of(fact.event())
                .with("kind", "STATE")
                .with("supplier", null)
                .with("customer", null)
                .with("component", null)
                .with("share", null)
                .with("since", fact.on())
                .with("until", null)
                .with("party", report.party() == null ? null : report.party().value())
                .with(
                        "dimension",
                        report.dimension() == null ? null : report.dimension().name())
                .with("site", report.site())
                .with("platform", report.platform())
                .with("state", report.state().name())
                .with("rate", report.rate())
                .with(
                        "readyFrom",
                        report.readyFrom() == null ? null : report.readyFrom().text())
                .with("standing", standing.name())
                .with("confidence", fact.confidence().name())
                .with("because", Because.of(List.of(fact.event()), all(report)));
    }

    private static String all(Report report) {
        return "/api/ledger/events?tag="
                + (report.party() == null ? "dimension:" + report.dimension() : "party:" + report.party());
    }
}
