package io.rackledger.query.serve;

import io.rackledger.format.Commit;
import io.rackledger.format.Header.Genesis;
import io.rackledger.ledger.Ledger;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Image;
import io.rackledger.query.recount.AnswerJson;
import io.rackledger.query.recount.Exported;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** All views at one position and instant, for whoever works them out again from the ledger. */
@RestController
final class ViewExportController {
    private final Views views;
    private final Ledger ledger;
    private final AnswerJson json = new AnswerJson();

    ViewExportController(Views views, Ledger ledger) {
        this.views = views;
        this.ledger = ledger;
    }

    /** A view in a line, each with what it was asked; the last line says how many there are. */
    @GetMapping("/api/views/export")
    ResponseEntity<?> export(@RequestParam Map<String, String> query, HttpServletResponse response) throws IOException {
        query.keySet().stream().findFirst().ifPresent(name -> {
            throw new BadQuestionException(name, "no such parameter; an export has all views, and takes none");
        });
        Image image = views.follower().image();
        List<Commit> first = ledger.commits(0, 1);
        String halted = views.all().stream()
                .map(views::halted)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        if (first.isEmpty() || !halted.isEmpty()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .header(HttpHeaders.RETRY_AFTER, "1")
                    .body(Problems.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            first.isEmpty() ? "the ledger was not read yet" : "a view has halted: " + halted));
        }
        response.setContentType("application/x-ndjson;charset=UTF-8");
        write(
                response.getOutputStream(),
                image,
                Objects.requireNonNull(first.getFirst().header().genesis()));
        return ResponseEntity.ok().build();
    }

    private void write(OutputStream out, Image image, Genesis genesis) throws IOException {
        Instant now = views.clock().instant();
        int count = 0;
        for (View view : views.all()) {
            for (Map<String, String> parameters : Exported.asked(view)) {
                ViewQuestion question = ViewQuestion.read(view, ledger.name(), parameters);
                Views.Answered answered = views.answer(view, question, image, now);
                ObjectNode line = json.object()
                        .put("view", view.name())
                        .put("ledger", genesis.ledger())
                        .put("incarnation", genesis.incarnation())
                        .put("position", answered.position())
                        .put("validAsOf", now.toString());
                line.set("parameters", json.node(parameters));
                line.set("totals", json.totals(json.object(), answered.answer()));
                write(out, json.rows(line, answered.answer()));
                count++;
            }
        }
        write(
                out,
                json.object()
                        .put("views", count)
                        .put("position", image.size() - 1)
                        .put("hash", image.hash()));
    }

    private void write(OutputStream out, ObjectNode line) throws IOException {
        out.write(json.text(line).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
