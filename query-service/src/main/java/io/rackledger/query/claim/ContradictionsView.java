package io.rackledger.query.claim;

import io.rackledger.events.Confidence;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Claim;
import io.rackledger.query.fold.Contradictions;
import io.rackledger.query.fold.Dispute;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.Verdict;
import io.rackledger.query.fold.View;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where facts disagree on one attribute of one entity: what each says, which one stands and why; none is left out. */
public final class ContradictionsView implements View {
    /**
     * One of the claims that disagree.
     *
     * @param stands null where that can't be told
     */
    record Said(
            String event,
            long position,
            @Nullable Quantity value,
            @Nullable QuantityRange range,
            @Nullable String text,
            @Nullable String validAt,
            @Nullable String source,
            Confidence confidence,
            @Nullable Boolean stands) {}

    /** How it is known that facts disagree. */
    enum FoundBy {
        /** Somebody said so, or looked into it. */
        RAISED,
        /** They leave no amount that all of them allow. */
        DETECTED
    }

    @Override
    public String name() {
        return "contradictions";
    }

    @Override
    public String purpose() {
        return "Where facts disagree: what each of them says, which stands and by what, and whether somebody looked into it.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Contradictions.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("subject", List.of(), null, "only about this entity, such as facility:colossus-1"),
                new Parameter("attribute", List.of(), null, "only on this attribute"),
                new Parameter(
                        "foundBy",
                        Stream.of(FoundBy.values()).map(FoundBy::name).toList(),
                        null,
                        "only what somebody raised, or what was detected by what the facts say"),
                new Parameter("resolved", List.of("true", "false"), null, "only those that are resolved, or are not"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "subject",
                "attribute",
                "foundBy",
                "events",
                "reason",
                "resolved",
                "preferred",
                "rationale",
                "standing",
                "standingBy",
                "claims",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        List<Row> rows = folded.of(Contradictions.FOLD).values().stream()
                .flatMap(state -> state.all().stream()
                        .filter(dispute -> isAsked(state, dispute, question))
                        .map(dispute -> row(state, dispute)))
                .sorted(Comparator.comparing(Row::key))
                .toList();
        long open = rows.stream()
                .filter(row -> Boolean.FALSE.equals(row.figures().get("resolved")))
                .count();
        long detected = rows.stream()
                .filter(row -> FoundBy.DETECTED.name().equals(row.figures().get("foundBy")))
                .count();
        return new Answer(
                Row.of("totals")
                        .with("contradictions", (long) rows.size())
                        .with("open", open)
                        .with("detected", detected),
                rows);
    }

    private static boolean isAsked(Contradictions.State state, Dispute dispute, Question question) {
        return allows(question.parameter("subject"), subject(state))
                && allows(question.parameter("attribute"), dispute.attribute())
                && allows(question.parameter("foundBy"), foundBy(dispute).name())
                && allows(question.parameter("resolved"), String.valueOf(dispute.resolution() != null));
    }

    private static FoundBy foundBy(Dispute dispute) {
        return dispute.isDetected() ? FoundBy.DETECTED : FoundBy.RAISED;
    }

    private static boolean allows(@Nullable String wanted, String word) {
        return wanted == null || wanted.equals(word);
    }

    private static String subject(Contradictions.State state) {
        return state.subject().kind() + ":" + state.subject().id();
    }

    private static Row row(Contradictions.State state, Dispute dispute) {
        List<Claim> claims = state.claimsOf(dispute);
        Verdict verdict = Verdict.on(dispute, claims);
        Dispute.Resolved resolution = dispute.resolution();
        String subject = subject(state);
        return Row.of(subject + " " + dispute.attribute() + " " + String.join(" ", dispute.events()))
                .with("subject", subject)
                .with("attribute", dispute.attribute())
                .with("foundBy", foundBy(dispute).name())
                .with("events", dispute.events())
                .with(
                        "reason",
                        dispute.raised() == null ? null : dispute.raised().because())
                .with("resolved", resolution != null)
                .with("preferred", resolution == null ? null : resolution.preferred())
                .with("rationale", resolution == null ? null : resolution.rationale())
                .with("standing", verdict.events())
                .with("standingBy", verdict.by())
                .with(
                        "claims",
                        claims.stream().map(claim -> said(claim, verdict)).toList())
                .with("because", Because.of(dispute.because(), "/api/ledger/events?tag=" + subject));
    }

    private static Said said(Claim claim, Verdict verdict) {
        return new Said(
                claim.event(),
                claim.position(),
                claim.value(),
                claim.range(),
                claim.text(),
                claim.validAt(),
                claim.source(),
                claim.confidence(),
                verdict.stands(claim.event()));
    }
}
