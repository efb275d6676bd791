package io.rackledger.query.claim;

import io.rackledger.query.claim.Anomalies.Anomaly;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was taken although it broke a rule, or may have: one row a rule, the latest first. */
public final class AnomaliesView implements View {
    @Override
    public String name() {
        return "anomalies";
    }

    @Override
    public String purpose() {
        return "What sources say that breaks a rule, or may, with the rule; and whether it was taken back since.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Anomalies.FOLD, Retractions.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("rule", List.of(), null, "only anomalies by this rule"),
                new Parameter("about", List.of(), null, "only what is about this, such as order:ord-1"));
    }

    @Override
    public List<String> columns() {
        return List.of("position", "command", "rule", "possible", "reason", "about", "retracted", "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        Map<String, List<Retractions.State>> retracted = folded.of(Retractions.FOLD).values().stream()
                .sorted(Comparator.comparingLong(Retractions.State::position))
                .collect(Collectors.groupingBy(Retractions.State::command));
        List<Row> rows = folded.of(Anomalies.FOLD).values().stream()
                .flatMap(state -> state.anomalies().stream()
                        .filter(each -> allows(question.parameter("rule"), List.of(each.rule())))
                        .filter(each -> allows(question.parameter("about"), each.about()))
                        .map(each -> row(state.command(), each, retracted.getOrDefault(state.command(), List.of()))))
                .sorted(Latest.FIRST)
                .toList();
        return new Answer(Row.of("totals").with("anomalies", (long) rows.size()), rows);
    }

    private static boolean allows(@Nullable String wanted, List<String> words) {
        return wanted == null || words.contains(wanted);
    }

    private static Row row(String command, Anomaly anomaly, List<Retractions.State> retracted) {
        List<String> events = Stream.concat(
                        Stream.of(anomaly.id()), retracted.stream().map(Retractions.State::retraction))
                .toList();
        return Row.of(anomaly.id())
                .with("position", anomaly.position())
                .with("command", command)
                .with("rule", anomaly.rule())
                .with("possible", anomaly.possible())
                .with("reason", anomaly.because())
                .with("about", anomaly.about())
                .with(
                        "retracted",
                        retracted.stream().map(Retractions.State::fact).toList())
                .with("because", Because.of(events, "/api/ledger/events?tag=command:" + command));
    }
}
