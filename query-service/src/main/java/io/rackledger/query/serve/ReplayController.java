package io.rackledger.query.serve;

import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.ReplayRefusedException;
import io.rackledger.query.follow.ReplayState.Asked;
import io.rackledger.query.follow.Replays;
import io.rackledger.query.follow.Watched;
import io.rackledger.web.Problems;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Begins replays, shows them, and asks them for what one may. */
@RestController
final class ReplayController {
    private static final String VIEW = "view";

    private final JsonMapper json = JsonMapper.builder().build();
    private final Replays replays;
    private final Views views;

    ReplayController(Replays replays, Views views) {
        this.replays = replays;
        this.views = views;
    }

    @PostMapping("/api/replays")
    ResponseEntity<ObjectNode> begin(@RequestBody(required = false) @Nullable String body) {
        View view = views.named(viewIn(body));
        Watched begun = replays.begin(view.name(), view.folds());
        return ResponseEntity.accepted()
                .location(URI.create("/api/replays/" + begun.replay().id()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(ReplayWriter.node(begun));
    }

    private String viewIn(@Nullable String body) {
        if (!(read(body) instanceof ObjectNode node)) {
            throw new BadQuestionException("body", "is an object such as {\"view\": \"vendor-share\"}");
        }
        for (String name : node.propertyNames()) {
            if (!name.equals(VIEW)) {
                throw new BadQuestionException(name, "there is no such field; there is '" + VIEW + "'");
            }
        }
        if (!node.path(VIEW).isString()) {
            throw new BadQuestionException(VIEW, "is the name of a view, as text");
        }
        return node.path(VIEW).asString();
    }

    private @Nullable JsonNode read(@Nullable String body) {
        try {
            return body == null ? null : json.readTree(body);
        } catch (JacksonException e) {
            throw new BadQuestionException("body", "is no JSON: " + e.getOriginalMessage());
        }
    }

    @GetMapping(path = "/api/replays", produces = MediaType.APPLICATION_JSON_VALUE)
    List<ObjectNode> all() {
        return replays.all().stream().map(ReplayWriter::node).toList();
    }

    @GetMapping(path = "/api/replays/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode one(@PathVariable String id) {
        return ReplayWriter.node(replays.numbered(number(id)).orElseThrow(() -> new UnknownReplayException(id)));
    }

    @PostMapping(path = "/api/replays/{id}/pause", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode pause(@PathVariable String id) throws InterruptedException {
        return ask(id, Asked.PAUSE);
    }

    @PostMapping(path = "/api/replays/{id}/resume", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode resume(@PathVariable String id) throws InterruptedException {
        return ask(id, Asked.RESUME);
    }

    @PostMapping(path = "/api/replays/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode cancel(@PathVariable String id) throws InterruptedException {
        return ask(id, Asked.CANCEL);
    }

    @PostMapping(path = "/api/replays/{id}/swap", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode swap(@PathVariable String id) throws InterruptedException {
        return ask(id, Asked.SWAP);
    }

    @PostMapping(path = "/api/replays/{id}/undo", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode undo(@PathVariable String id) throws InterruptedException {
        return ask(id, Asked.UNDO);
    }

    private ObjectNode ask(String id, Asked what) throws InterruptedException {
        return ReplayWriter.node(replays.ask(number(id), what).orElseThrow(() -> new UnknownReplayException(id)));
    }

    /** The number in a path; none that there is if it is no number. */
    static long number(String id) {
        return id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
    }

    @ExceptionHandler
    ResponseEntity<?> refused(ReplayRefusedException e) {
        ProblemDetail problem = Problems.of(HttpStatus.CONFLICT, "replay-refused", String.valueOf(e.getMessage()));
        problem.setProperty("replay", e.replay().id());
        problem.setProperty("state", e.replay().state().name());
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
