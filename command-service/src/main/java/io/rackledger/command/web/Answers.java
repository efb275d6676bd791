package io.rackledger.command.web;

import io.rackledger.command.axon.Handled;
import io.rackledger.events.wire.WireJson;
import io.rackledger.web.Problems;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of a command, as HTTP and as a line of an import. */
final class Answers {
    static final String POSITION_HEADER = "Ledger-Position";

    /** The problem of a command that was certainly not taken. */
    static final String UNAVAILABLE = "ledger-unavailable";

    /** The problem of one that may have been. */
    static final String UNKNOWN = "outcome-unknown";

    private static final String RETRY_SECONDS = "1";

    private final JsonMapper json = WireJson.strict();
    private final String ledger;

    Answers(String ledger) {
        this.ledger = ledger;
    }

    ResponseEntity<?> http(String commandId, Handled handled) {
        return switch (handled) {
            case Handled.Accepted accepted -> accepted(commandId, accepted);
            case Handled.Refused refused -> refused(commandId, refused);
            case Handled.Malformed malformed -> problem(malformed(malformed.field(), malformed.because()), commandId);
            case Handled.IdReused reused ->
                problem(
                        Problems.of(
                                HttpStatus.CONFLICT,
                                "command-id-reused",
                                "the id stands for a command with another body; a new command needs a new id"),
                        commandId);
            case Handled.Contested contested ->
                problem(
                        Problems.of(
                                HttpStatus.CONFLICT,
                                "conflict",
                                "others changed what the decision reads " + contested.attempts()
                                        + " times; nothing was written, try again"),
                        commandId);
            case Handled.Unavailable unavailable ->
                problem(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, UNAVAILABLE, unavailable.because()), commandId);
            case Handled.Unknown unknown ->
                problem(
                        Problems.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                UNKNOWN,
                                unknown.because() + "; repeat the command with the same id to learn its outcome"),
                        commandId);
            case Handled.TooLarge large ->
                problem(Problems.of(HttpStatus.CONTENT_TOO_LARGE, large.because()), commandId);
        };
    }

    private ResponseEntity<?> accepted(String commandId, Handled.Accepted accepted) {
        ObjectNode body = json.createObjectNode().put("commandId", commandId).put("ledger", ledger);
        Long position = accepted.position();
        if (position == null) {
            body.put("dryRun", true);
        } else {
            body.put("position", position);
        }
        body.set("events", events(accepted.events()));
        if (accepted.repeated()) {
            body.put("repeated", true);
        }
        return ResponseEntity.ok()
                .headers(headers -> position(headers, position))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    private ResponseEntity<?> refused(String commandId, Handled.Refused refused) {
        ProblemDetail problem = Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, refused.because());
        problem.setTitle("refused");
        problem.setProperty("rule", refused.rule());
        problem.setProperty("because", refused.because());
        problem.setProperty("commandId", commandId);
        problem.setProperty("ledger", ledger);
        if (refused.position() != null) {
            problem.setProperty("position", refused.position());
        }
        if (refused.repeated()) {
            problem.setProperty("repeated", true);
        }
        return ResponseEntity.unprocessableContent()
                .headers(headers -> position(headers, refused.position()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static void position(HttpHeaders headers, @Nullable Long position) {
        if (position != null) {
            headers.set(POSITION_HEADER, position.toString());
        }
    }

    /** A command that can't be understood, with what may have been meant. */
    static ProblemDetail malformed(MalformedCommandException e) {
        ProblemDetail problem = malformed(e.field(), e.because());
        if (e.suggestion() != null) {
            problem.setProperty("suggestion", e.suggestion());
        }
        return problem;
    }

    private static ProblemDetail malformed(String field, String because) {
        ProblemDetail problem =
                Problems.of(HttpStatus.BAD_REQUEST, "malformed", field.isEmpty() ? because : field + ": " + because);
        problem.setProperty("field", field);
        return problem;
    }

    private static ResponseEntity<?> problem(ProblemDetail problem, String commandId) {
        problem.setProperty("commandId", commandId);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.body(problem);
    }

    private ArrayNode events(List<Handled.Led> events) {
        ArrayNode array = json.createArrayNode();
        for (Handled.Led led : events) {
            ObjectNode event = array.addObject().put("id", led.id()).put("type", led.type());
            if (led.position() == null) {
                event.remove("id");
                event.set("event", json.valueToTree(led.event()));
            } else {
                event.put("position", led.position());
            }
        }
        return array;
    }

    /** One line of an import's answer, with the line feed. */
    byte[] line(long line, @Nullable String id, Handled handled) {
        ObjectNode answer = json.createObjectNode().put("line", line).put("id", id);
        switch (handled) {
            case Handled.Accepted accepted -> {
                answer.put("outcome", "accepted").put("position", accepted.position());
                answer.set("events", events(accepted.events()));
                repeated(answer, accepted.repeated());
            }
            case Handled.Refused refused -> {
                answer.put("outcome", "refused")
                        .put("rule", refused.rule())
                        .put("because", refused.because())
                        .put("position", refused.position());
                repeated(answer, refused.repeated());
            }
            case Handled.Malformed malformed -> broken(answer, malformed.field(), malformed.because());
            case Handled.IdReused reused ->
                broken(answer, "id", "command-id-reused: the id stands for a command with another body");
            case Handled.Contested contested -> failed(answer, "conflict", "others were quicker; import it again");
            case Handled.Unavailable unavailable -> failed(answer, UNAVAILABLE, unavailable.because());
            case Handled.Unknown unknown -> failed(answer, UNKNOWN, unknown.because());
            case Handled.TooLarge large -> broken(answer, "body", large.because());
        }
        return line(answer);
    }

    private static void repeated(ObjectNode answer, boolean repeated) {
        if (repeated) {
            answer.put("repeated", true);
        }
    }

    private static void failed(ObjectNode answer, String problem, String because) {
        answer.put("outcome", "failed").put("problem", problem).put("because", because);
    }

    private static void broken(ObjectNode answer, String field, String because) {
        answer.put("outcome", "broken").put("field", field).put("because", because);
    }

    /** As {@link #line(long, String, Handled)}, for a line that was not understood. */
    byte[] brokenLine(long line, @Nullable String id, MalformedCommandException e) {
        ObjectNode answer = json.createObjectNode().put("line", line).put("id", id);
        broken(answer, e);
        return line(answer);
    }

    /** Adds what is wrong with a command that was not understood. */
    static void broken(ObjectNode answer, MalformedCommandException e) {
        broken(answer, e.field(), e.because());
        if (e.suggestion() != null) {
            answer.put("suggestion", e.suggestion());
        }
    }

    /** As text, with the line feed. */
    byte[] line(ObjectNode answer) {
        byte[] text = json.writeValueAsBytes(answer);
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }
}
