package io.rackledger.query.claim;

import io.rackledger.query.claim.Refusals.Refusal;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every command that was refused, the latest first: what was tried, by whom, and which rule it broke. */
public final class RefusalsView implements View {
    @Override
    public String name() {
        return "refusals";
    }

    @Override
    public String purpose() {
        return "Every command that was refused, with the rule that it broke.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Refusals.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("rule", List.of(), null, "only refusals by this rule"),
                new Parameter("name", List.of(), null, "only commands of this name"),
                new Parameter("actor", List.of(), null, "only commands that this one sent"),
                new Parameter("about", List.of(), null, "only what is about this, such as order:ord-1"));
    }

    @Override
    public List<String> columns() {
        return List.of("position", "recordedAt", "name", "command", "rule", "reason", "actor", "about", "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        List<Row> rows = folded.of(Refusals.FOLD).values().stream()
                .flatMap(state -> state.refusals().stream()
                        .filter(each -> isAsked(each, question))
                        .map(each -> row(state.command(), each)))
                .sorted(Latest.FIRST)
                .toList();
        return new Answer(Row.of("totals").with("refusals", (long) rows.size()), rows);
    }

    private static boolean isAsked(Refusal refusal, Question question) {
        return allows(question.parameter("rule"), List.of(refusal.rule()))
                && allows(question.parameter("name"), List.of(refusal.name()))
                && allows(question.parameter("actor"), List.of(refusal.actor()))
                && allows(question.parameter("about"), refusal.about());
    }

    private static boolean allows(@Nullable String wanted, List<String> words) {
        return wanted == null || words.contains(wanted);
    }

    private static Row row(String command, Refusal refusal) {
        return Row.of(refusal.id())
                .with("position", refusal.position())
                .with("recordedAt", refusal.recordedAt())
                .with("name", refusal.name())
                .with("command", command)
                .with("rule", refusal.rule())
                .with("reason", refusal.because())
                .with("actor", refusal.actor())
                .with("about", refusal.about())
                .with("because", Because.of(List.of(refusal.id()), "/api/ledger/events?tag=command:" + command));
    }
}
