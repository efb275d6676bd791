package io.rackledger.command.web;

import io.rackledger.command.axon.Decisions;
import io.rackledger.command.axon.Request;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** One command a request. */
@RestController
final class CommandController {
    /** The largest body in bytes; of a line of an import too. */
    static final int MOST_BYTES = 512 << 10;

    /** How much of a body that is too large is read before the connection is given up. */
    private static final long MOST_DRAINED = 64L << 20;

    /** Who sends commands while nobody has to say who they are. */
    static final String LOCAL = "local";

    private final CommandReader reader;
    private final Decisions decisions;
    private final Answers answers;
    private final CommandMeters meters;
    private final CommandCatalogue catalogue;

    CommandController(
            CommandReader reader,
            Decisions decisions,
            Answers answers,
            CommandMeters meters,
            CommandCatalogue catalogue) {
        this.reader = reader;
        this.decisions = decisions;
        this.answers = answers;
        this.meters = meters;
        this.catalogue = catalogue;
    }

    @GetMapping(path = "/api/commands", produces = MediaType.APPLICATION_JSON_VALUE)
    Object catalogue() {
        return catalogue.all();
    }

    @PostMapping("/api/commands/{name}")
    CompletableFuture<ResponseEntity<?>> handle(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest http)
            throws IOException {
        if (!reader.knows(name)) {
            return answer(
                    HttpStatus.NOT_FOUND,
                    "there is no command '" + name + "'; "
                            + Objects.requireNonNullElse(reader.nearest(name), "GET /api/commands lists them"));
        }
        boolean dryRun = dryRun(http.getQueryString());
        InputStream in = http.getInputStream();
        byte[] body = in.readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            drain(in);
            return answer(HttpStatus.CONTENT_TOO_LARGE, "a command's body has at most " + MOST_BYTES + " bytes");
        }
        String commandId = reader.commandId(key, "Idempotency-Key");
        Request<?> request = reader.request(name, commandId, reader.object(body), LOCAL, dryRun);
        return meters.measure(name, decisions.decide(request, () -> {}))
                .thenApply(handled -> answers.http(commandId, handled));
    }

    /** A client that is still sending would see its connection break instead of an answer. */
    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[MOST_BYTES];
        long drained = 0;
        for (int read = in.read(buffer); read > 0 && drained < MOST_DRAINED; read = in.read(buffer)) {
            drained += read;
        }
    }

    /** Read from the query string alone: asking for parameters would swallow a body that calls itself a form. */
    private static boolean dryRun(@Nullable String query) {
        List<String> values = UriComponentsBuilder.newInstance()
                .query(query == null ? "" : query)
                .build()
                .getQueryParams()
                .getOrDefault("dryRun", List.of("false"));
        String value = values.getFirst();
        if (value == null || value.equals("true")) {
            return true;
        }
        if (value.equals("false")) {
            return false;
        }
        throw new MalformedCommandException("dryRun", "true or false");
    }

    private static CompletableFuture<ResponseEntity<?>> answer(HttpStatus status, String detail) {
        return CompletableFuture.completedFuture(ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, detail)));
    }

    @ExceptionHandler
    ResponseEntity<?> malformed(MalformedCommandException e) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Answers.malformed(e));
    }
}
