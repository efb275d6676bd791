package io.rackledger.query.serve;

import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Image;
import io.rackledger.web.Problems;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

/** The views, as JSON or CSV. */
@RestController
final class ViewController {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Views views;
    private final AnswerWriter writer;
    private final String ledger;

    ViewController(Views views, AnswerWriter writer, String ledger) {
        this.views = views;
        this.writer = writer;
        this.ledger = ledger;
    }

    @GetMapping(path = "/api/views", produces = MediaType.APPLICATION_JSON_VALUE)
    Object catalogue() {
        Image image = views.follower().image();
        List<Map<String, Object>> all =
                views.all().stream().map(view -> described(view, image)).toList();
        return Map.of("ledger", ledger, "position", image.size() - 1, "views", all);
    }

    private Map<String, Object> described(View view, Image image) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", view.name());
        description.put("purpose", view.purpose());
        description.put("href", "/api/views/" + view.name());
        description.put("parameters", view.parameters());
        description.put("columns", view.columns());
        description.put("position", image.size() - 1);
        description.put("generation", image.generation(view.folds()));
        description.put("lag", views.follower().lag());
        String because = views.halted(view);
        if (because != null) {
            description.put("halted", because);
        }
        return description;
    }

    @GetMapping("/api/views/{name}")
    ResponseEntity<?> view(
            @PathVariable String name,
            @RequestParam Map<String, String> query,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept)
            throws InterruptedException {
        View view = views.named(name);
        String halted = views.halted(view);
        if (halted != null) {
            return problem(HttpStatus.INTERNAL_SERVER_ERROR, "view '" + name + "' has halted: " + halted);
        }
        RowPage page = RowPage.read(query);
        ViewQuestion question = ViewQuestion.read(view, ledger, RowPage.others(query));
        Image image = views.follower().image();
        Long atLeast = question.atLeast();
        if (atLeast != null) {
            image = views.follower().awaitSize(atLeast + 1, question.patience());
            if (image.size() <= atLeast) {
                return late(atLeast, image);
            }
        }
        boolean asCsv = accept.contains("text/csv") || "csv".equals(query.get("format"));
        return told(view, views.answer(view, question, image), page, query, asCsv);
    }

    private ResponseEntity<?> told(
            View view, Views.Answered answered, RowPage page, Map<String, String> query, boolean asCsv) {
        RowPage.Told told = page.of(answered.answer());
        Views.Answered shown = answered.showing(told.answer());
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (told.next() != null) {
            response.header(HttpHeaders.LINK, "<" + href(view, answered, query, told.next()) + ">; rel=\"next\"");
        }
        if (asCsv) {
            return response.contentType(CSV).body(writer.csv(view.columns(), shown));
        }
        ObjectNode body = writer.answer(view.name(), shown);
        if (page.isAsked()) {
            body.put("next", told.next());
        }
        return response.contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /** The next page of the same answer, whatever is recorded meanwhile. */
    private static String href(View view, Views.Answered answered, Map<String, String> query, String after) {
        Map<String, String> next = new LinkedHashMap<>(query);
        next.put("validAsOf", answered.validAsOf().toString());
        next.put("knownAsOfPosition", String.valueOf(answered.position()));
        next.put("after", after);
        UriComponentsBuilder href = UriComponentsBuilder.fromPath("/api/views/" + view.name());
        next.keySet().forEach(name -> href.queryParam(name, "{" + name + "}"));
        return href.encode().buildAndExpand(next).toUriString();
    }

    static ResponseEntity<?> late(long atLeast, Image image) {
        ProblemDetail problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "not-there-yet",
                "position " + atLeast + " has not been reached; the view is at " + (image.size() - 1));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ResponseEntity<?> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, detail));
    }
}
