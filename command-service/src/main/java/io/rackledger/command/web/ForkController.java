package io.rackledger.command.web;

import io.rackledger.command.fork.Fork;
import io.rackledger.events.wire.WireJson;
import io.rackledger.ledger.Ledger;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What commands would lead to, each after those before it, from any position of the ledger on. Nothing is written, and
 * nothing is told of commits that are in flight.
 */
@RestController
final class ForkController {
    /** The most commands in a JSON body. */
    static final int MOST_COMMANDS = 10_000;

    /** The most lines of a body of lines: what they lead to is kept in memory until the last is answered. */
    static final int MOST_LINES = 100_000;

    /** The largest JSON body in bytes. */
    static final int MOST_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ForkController.class);
    private static final List<String> FIELDS = List.of("at", "commands");

    /** How long the thread that decided may take to end after its last answer. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final JsonMapper json = WireJson.strict();
    private final CommandReader reader;
    private final SentCommands commands;
    private final ServedLedgers ledgers;

    ForkController(CommandReader reader, SentCommands commands, ServedLedgers ledgers) {
        this.reader = reader;
        this.commands = commands;
        this.ledgers = ledgers;
    }

    @PostMapping(
            path = "/api/decide",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> decide(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw problem(Problems.of(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "at most " + MOST_BYTES + " bytes; more commands go as lines of " + ImportController.NDJSON));
        }
        ObjectNode asked = reader.object(body);
        for (String field : asked.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new MalformedCommandException(
                        field, "the fields are at and commands", Suggestions.nearest(field, FIELDS));
            }
        }
        List<ObjectNode> sent = sent(asked.get("commands"));
        ServedLedger served = ledgers.asked(request.getQueryString());
        Trial trial = trial(served.ledger(), at(asked.get("at")));
        ObjectNode answer =
                json.createObjectNode().put("ledger", served.ledger().name()).put("at", trial.at());
        ArrayNode outcomes = answer.putArray("outcomes");
        sent.forEach(command -> outcomes.add(trial.decide(command)));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }

    private static List<ObjectNode> sent(@Nullable JsonNode array) {
        if (array == null || !array.isArray()) {
            throw new MalformedCommandException("commands", "an array is expected");
        }
        if (array.size() > MOST_COMMANDS) {
            throw new MalformedCommandException("commands", "at most " + MOST_COMMANDS);
        }
        for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isObject()) {
                throw new MalformedCommandException(
                        "commands[" + i + "]", "an object of command, id and body is expected");
            }
        }
        return array.valueStream().map(ObjectNode.class::cast).toList();
    }

    private static @Nullable Long at(@Nullable JsonNode at) {
        if (at == null || at.isNull()) {
            return null;
        }
        if (!at.canConvertToExactIntegral() || !at.canConvertToLong()) {
            throw new MalformedCommandException("at", "a number of events is expected");
        }
        return at.longValue();
    }

    /** Answers each line, in order, while it reads. */
    @PostMapping(path = "/api/decide", consumes = ImportController.NDJSON)
    void decideLines(
            @RequestParam(name = "at", required = false) @Nullable Long at,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ServedLedger served = ledgers.asked(request.getQueryString());
        Trial trial = trial(served.ledger(), at);
        InputStream in = request.getInputStream();
        response.setContentType(ImportController.NDJSON);
        try (Spool spool = new Spool()) {
            Thread deciding = Thread.ofVirtual().name("decide").start(() -> decide(served.answers(), trial, in, spool));
            spool.copyTo(response.getOutputStream());
            deciding.join(ENDING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the decisions were interrupted", e);
        }
    }

    private void decide(Answers answers, Trial trial, InputStream in, Spool spool) {
        LineReader lines = new LineReader(in, CommandController.MOST_BYTES);
        try {
            int taken = 0;
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    ObjectNode answer = json.createObjectNode().put("line", line.number());
                    answer.setAll(decide(trial, line, ++taken));
                    spool.write(answers.line(answer));
                }
            }
        } catch (IOException e) {
            LOG.warn("Deciding lines ended early: {}", e.toString());
        } finally {
            spool.complete();
        }
    }

    private ObjectNode decide(Trial trial, LineReader.Line line, int taken) {
        try {
            if (line.tooLong()) {
                throw LineReader.tooLong(CommandController.MOST_BYTES);
            }
            if (taken > MOST_LINES) {
                throw new MalformedCommandException("", "at most " + MOST_LINES + " lines are decided together");
            }
            return trial.decide(commands.object(line.bytes()));
        } catch (MalformedCommandException e) {
            return trial.broken(e);
        }
    }

    private Trial trial(Ledger ledger, @Nullable Long at) {
        Ledger.Status status = ledger.status();
        if (status.state() == Ledger.State.STARTING || status.state() == Ledger.State.STOPPED) {
            throw problem(Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    Answers.UNAVAILABLE,
                    status.because().isEmpty() ? "the ledger is still being read" : status.because()));
        }
        try {
            return new Trial(reader, commands, at == null ? Fork.of(ledger) : Fork.of(ledger, at));
        } catch (IllegalArgumentException e) {
            throw new MalformedCommandException("at", String.valueOf(e.getMessage()));
        }
    }

    private static ErrorResponseException problem(ProblemDetail problem) {
        return new ErrorResponseException(HttpStatus.valueOf(problem.getStatus()), problem, null);
    }
}
