package io.rackledger.query.serve;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tags;
import io.rackledger.events.wire.EventType;
import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Between;
import io.rackledger.query.follow.Cut;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.order.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What changed in a view between two moments, and which events did it. */
@RestController
final class DiffController {
    /** The most events of one answer, and the most ids beside one row. */
    private static final int MOST_EVENTS = 1_000;

    private static final int MOST_OF_ROW = 50;

    private final JsonMapper json = JsonMapper.builder().build();
    private final Views views;
    private final LedgerEvents events;
    private final DifferenceWriter differences;
    private final String ledger;

    DiffController(Views views, LedgerEvents events, AnswerWriter writer, String ledger) {
        this.views = views;
        this.events = events;
        this.differences = new DifferenceWriter(writer);
        this.ledger = ledger;
    }

    @GetMapping("/api/views/{name}/diff")
    ResponseEntity<?> diff(@PathVariable String name, @RequestParam Map<String, String> query)
            throws InterruptedException {
        View view = views.named(name);
        Image image = views.follower().image();
        DiffQuestion question =
                DiffQuestion.read(view, ledger, query, views.clock().instant(), image.size() - 1);
        Long atLeast = question.asked().atLeast();
        if (atLeast != null) {
            image = views.follower().awaitSize(atLeast + 1, question.asked().patience());
            if (image.size() <= atLeast) {
                return ViewController.late(atLeast, image);
            }
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer(
                        view,
                        question,
                        views.answer(view, question.from(), image),
                        views.answer(view, question.to(), image)));
    }

    private ObjectNode answer(View view, DiffQuestion question, Views.Answered before, Views.Answered after) {
        Cut from = cut(question.from(), before);
        Cut to = cut(question.to(), after);
        Between between = new Between(events, view.folds());
        boolean byValid = question.by() == DiffQuestion.By.VALID;
        List<Recorded> did = byValid ? between.happened(from, to) : between.learnt(from, to);
        ObjectNode body = json.createObjectNode()
                .put("view", view.name())
                .put("ledger", ledger)
                .put("position", after.position())
                .put("by", byValid ? "valid" : "known");
        if (byValid) {
            body.put("from", before.validAsOf().toString())
                    .put("to", after.validAsOf().toString());
        } else {
            body.put("validAsOf", after.validAsOf().toString());
            end(body, "from", question.from().knownAsOf(), before);
            end(body, "to", question.to().knownAsOf(), after);
        }
        RowEvents ofRows = new RowEvents(did);
        differences.write(
                body,
                Difference.between(before.answer(), after.answer()),
                question.offset(),
                question.limit(),
                (change, row) -> ids(row, ofRows.of(change)));
        body.put("eventCount", did.size());
        ArrayNode told = body.putArray("events");
        did.stream().limit(MOST_EVENTS).forEach(event -> told.add(event(event)));
        return body;
    }

    private static Cut cut(ViewQuestion question, Views.Answered answered) {
        Instant known = question.knownAsOf();
        return new Cut(
                answered.validAsOf(), known == null ? Instant.MAX : known, answered.size(), question.confidence());
    }

    private static void end(ObjectNode body, String name, @Nullable Instant known, Views.Answered answered) {
        if (known == null) {
            body.put(name, answered.position());
        } else {
            body.put(name, known.toString());
        }
    }

    private static void ids(ObjectNode row, List<Recorded> did) {
        row.put("eventCount", did.size());
        ArrayNode ids = row.putArray("events");
        did.stream().limit(MOST_OF_ROW).map(Recorded::id).forEach(ids::add);
    }

    private ObjectNode event(Recorded event) {
        return json.createObjectNode()
                .put("position", event.position())
                .put("id", event.id())
                .put("type", EventType.of(event.event()).qualifiedName())
                .put("validAt", event.validAt() == null ? null : event.validAt().text())
                .put("recordedAt", event.recordedAt().toString())
                .put("what", what(event));
    }

    /** A sentence where there is one, else the event's name and what it is about. */
    private static String what(Recorded event) {
        String name = EventType.of(event.event()).wireName();
        String words = Words.of(event.event());
        return words.equals(name)
                ? name.replace('-', ' ') + ": "
                        + Tags.of(event.event()).stream()
                                .map(tag -> tag.key() + " " + tag.value())
                                .collect(Collectors.joining(", "))
                : words;
    }
}
