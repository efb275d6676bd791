package io.rackledger.query.disclosure;

import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Contradictions;
import io.rackledger.query.fold.DisclosureState;
import io.rackledger.query.fold.DisclosureState.Claimed;
import io.rackledger.query.fold.DisclosureState.Disclosed;
import io.rackledger.query.fold.Disclosures;
import io.rackledger.query.fold.Fact;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.Verdict;
import io.rackledger.query.fold.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What parties tell of their accounts, by metric and fiscal period, and beside it what sources claim of them. Each
 * telling is a row of its own: an outlook stays beside the figure that came of it. Where tellings disagree, what stands
 * comes first, and the others are marked as not prevailing.
 */
public final class DisclosuresView implements View {
    private static final Comparator<Disclosed> BY_METRIC = Comparator.comparing(Disclosed::metric)
            .thenComparing(disclosed -> disclosed.fiscalPeriod().text());
    private static final Comparator<Claimed> BY_ATTRIBUTE = Comparator.comparing(Claimed::attribute);

    @Override
    public String name() {
        return "disclosures";
    }

    @Override
    public String purpose() {
        return "What parties disclose of their accounts, by metric and fiscal period, with claims beside it.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Disclosures.FOLD, Contradictions.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("party", List.of(), null, "only this party"),
                new Parameter(
                        "metric",
                        Arrays.stream(Metric.values()).map(Metric::name).toList(),
                        null,
                        "only disclosures of this metric, without claims"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "kind",
                "party",
                "metric",
                "fiscalPeriod",
                "actual",
                "low",
                "high",
                "growth",
                "attribute",
                "value",
                "range",
                "text",
                "on",
                "standing",
                "prevails",
                "confidence",
                "source",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        String party = question.parameter("party");
        Metric metric = metric(question.parameter("metric"));
        List<Row> disclosures = new ArrayList<>();
        List<Row> claims = new ArrayList<>();
        folded.of(Disclosures.FOLD).values().stream()
                .filter(state -> party == null || party.equals(state.party().value()))
                .sorted(Comparator.comparing(state -> state.party().value()))
                .forEach(state -> {
                    Map<String, Boolean> prevailing = prevailing(folded, state);
                    state.disclosed().stream()
                            .filter(told -> metric == null || told.metric() == metric)
                            .sorted(BY_METRIC
                                    .thenComparing(Disclosed::fact, first(prevailing))
                                    .thenComparing(Disclosed::fact, Fact.ORDER))
                            .forEach(told -> disclosures.add(row(state, told, prevailing, question.validAsOf())));
                    state.claimed().stream()
                            .filter(told -> metric == null)
                            .sorted(BY_ATTRIBUTE
                                    .thenComparing(Claimed::fact, first(prevailing))
                                    .thenComparing(Claimed::fact, Fact.ORDER))
                            .forEach(told -> claims.add(row(state, told, prevailing, question.validAsOf())));
                });
        Row totals =
                Row.of("totals").with("disclosures", (long) disclosures.size()).with("claims", (long) claims.size());
        List<Row> rows = new ArrayList<>(disclosures);
        rows.addAll(claims);
        return new Answer(totals, rows);
    }

    private static @Nullable Metric metric(@Nullable String wanted) {
        if (wanted == null) {
            return null;
        }
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.name().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new BadQuestionException("metric", "metric is one of " + Arrays.toString(Metric.values())));
    }

    private static Row row(DisclosureState state, Disclosed told, Map<String, Boolean> prevailing, Instant asOf) {
        MoneyRange range = told.range();
        Row row = Row.of(told.fact().event())
                .with("kind", "DISCLOSURE")
                .with("party", state.party().value())
                .with("metric", told.metric().name())
                .with("fiscalPeriod", told.fiscalPeriod().text())
                .with("actual", amount(told.actual()))
                .with("low", range == null ? null : amount(range.low()))
                .with("high", range == null ? null : amount(range.high()))
                .with("growth", told.growth())
                .with("attribute", null)
                .with("value", null)
                .with("range", null)
                .with("text", null);
        return with(row, state, told.fact(), prevailing, asOf);
    }

    private static Row row(DisclosureState state, Claimed told, Map<String, Boolean> prevailing, Instant asOf) {
        Row row = Row.of(told.fact().event())
                .with("kind", "CLAIM")
                .with("party", state.party().value())
                .with("metric", null)
                .with("fiscalPeriod", null)
                .with("actual", null)
                .with("low", null)
                .with("high", null)
                .with("growth", null)
                .with("attribute", told.attribute())
                .with("value", told.value())
                .with("range", told.range())
                .with("text", told.text());
        return with(row, state, told.fact(), prevailing, asOf);
    }

    private static Row with(Row row, DisclosureState state, Fact fact, Map<String, Boolean> prevailing, Instant asOf) {
        return row.with("on", fact.on())
                .with("standing", fact.by(asOf).name())
                .with("prevails", prevailing.getOrDefault(fact.event(), true))
                .with("confidence", fact.confidence().name())
                .with("source", fact.source() == null ? null : fact.source().value())
                .with("because", Because.of(List.of(fact.event()), "/api/ledger/events?tag=party:" + state.party()));
    }

    /** Of what others disagree with, whether it stands all the same; not where that can't be told. */
    private static Map<String, Boolean> prevailing(Folded folded, DisclosureState state) {
        Map<String, Boolean> prevailing = new HashMap<>();
        Contradictions.State known = folded.of(Contradictions.FOLD).get(Tag.of(state.party()));
        if (known != null) {
            known.all().forEach(dispute -> {
                Verdict verdict = Verdict.on(dispute, known.claimsOf(dispute));
                dispute.events().forEach(event -> {
                    Boolean stands = verdict.stands(event);
                    if (stands != null) {
                        prevailing.merge(event, stands, Boolean::logicalAnd);
                    }
                });
            });
        }
        return prevailing;
    }

    private static Comparator<Fact> first(Map<String, Boolean> prevailing) {
        return Comparator.comparing(fact -> !prevailing.getOrDefault(fact.event(), true));
    }

    private static @Nullable Amount amount(@Nullable Money money) {
        return money == null
                ? null
                : new Amount(
                        money.getAmount().toPlainString(),
                        money.getCurrencyUnit().getCode());
    }
}
