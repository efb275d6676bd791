package io.rackledger.query.serve;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.EventType;
import io.rackledger.query.fold.Changes;
import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.OrderBook;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Tale;
import io.rackledger.query.follow.Unfolding;
import io.rackledger.query.follow.Unfolding.Step;
import io.rackledger.query.order.Words;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The frames of one telling: {@code start}, each {@code step}, {@code end}. What a step changed in a view is worked out
 * from the events of the tale alone, at the step's date.
 */
final class UnfoldingFrames {
    private final AnswerWriter writer;
    private final List<View> views;
    private final Tale tale;
    private final long position;
    private final int steps;
    private final Changes changes;

    /**
     * Of a tale.
     *
     * @param position of the last event that the ledger had
     */
    UnfoldingFrames(AnswerWriter writer, List<View> views, Tale tale, long position, int steps) {
        this.writer = writer;
        this.views = views;
        this.tale = tale;
        this.position = position;
        this.steps = steps;
        this.changes = Changes.in(tale.events());
    }

    ObjectNode start(UnfoldingQuestion question, Folded state) {
        Unfolding.Manner manner = question.manner();
        ObjectNode frame = frame("start")
                .put("order", manner.sequence().name().toLowerCase(Locale.ROOT))
                .put("by", manner.byDay() ? "day" : "event");
        frame.set("from", bound(manner.from(), Instant.MIN));
        frame.set("to", bound(manner.to(), Instant.MAX));
        frame.set("knownAsOf", bound(manner.knownAsOf(), Instant.MAX));
        frame.put("minConfidence", manner.confidence().name());
        frame.set("state", state(state));
        return frame;
    }

    private JsonNode bound(Instant bound, Instant none) {
        return writer.node(bound.equals(none) ? null : bound);
    }

    ObjectNode step(Step step) {
        ObjectNode frame = frame("step").put("number", step.number());
        frame.put("date", step.date().toString());
        ArrayNode events = frame.putArray("events");
        step.events().forEach(event -> events.add(event(event)));
        frame.set("state", state(step.after()));
        ArrayNode changed = frame.putArray("changes");
        views.stream()
                .filter(view -> !Collections.disjoint(view.folds(), step.touched()))
                .forEach(view -> add(changed, view, step));
        return frame;
    }

    ObjectNode end() {
        return frame("end");
    }

    private ObjectNode frame(String kind) {
        return writer.object()
                .put("frame", kind)
                .put("scope", tale.about().key() + ":" + tale.about().value())
                .put("position", position)
                .put("of", steps);
    }

    private ObjectNode event(Recorded event) {
        ObjectNode node = writer.object()
                .put("position", event.position())
                .put("id", event.id())
                .put("type", EventType.of(event.event()).qualifiedName())
                .put("what", Words.of(event.event()))
                .put("recordedAt", event.recordedAt().toString())
                .put("confidence", event.confidence().name())
                .put("mode", event.mode().name());
        node.set(
                "validAt",
                writer.node(event.validAt() == null ? null : event.validAt().text()));
        node.set(
                "source",
                writer.node(
                        event.provenance() == null
                                ? null
                                : event.provenance().source().value()));
        node.set("refusedRule", writer.node(event.event() instanceof CommandRefused refused ? refused.rule() : null));
        node.set("correctedBy", writer.node(changes.correctionsOf(event.id())));
        node.set("retractedBy", writer.node(changes.retractionOf(event.id())));
        return node;
    }

    private ObjectNode state(Folded folded) {
        return (ObjectNode) writer.node(OrderBook.of(folded.of(Orders.FOLD).values()));
    }

    private void add(ArrayNode changed, View view, Step step) {
        Question question = new Question(ValidTime.of(step.date()).latest(), fallbacks(view));
        Difference difference =
                Difference.between(view.answer(step.before(), question), view.answer(step.after(), question));
        if (difference.isNone()) {
            return;
        }
        ObjectNode node = changed.addObject().put("view", view.name());
        Difference.Change totals = difference.totals();
        node.set("totals", totals == null ? writer.node(null) : change(totals));
        ArrayNode rows = node.putArray("rows");
        difference.rows().forEach(row -> rows.add(change(row)));
    }

    private ObjectNode change(Difference.Change change) {
        ObjectNode node = writer.object().put("key", change.key());
        node.set("before", row(change.before()));
        node.set("after", row(change.after()));
        return node;
    }

    private JsonNode row(@Nullable Row row) {
        return row == null ? writer.node(null) : writer.row(row);
    }

    private static Map<String, String> fallbacks(View view) {
        return view.parameters().stream()
                .filter(parameter -> parameter.fallback() != null)
                .collect(Collectors.toMap(Parameter::name, parameter -> String.valueOf(parameter.fallback())));
    }
}
