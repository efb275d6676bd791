package io.rackledger.command.web;

import io.rackledger.command.axon.Request;
import io.rackledger.ledger.kafka.Instance;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** One command a request. */
@RestController
final class CommandController {
    /** The largest body in bytes; of a line of an import too. */
    static final int MOST_BYTES = 512 << 10;

    /** How much of a body that is too large is read before the connection is given up. */
    private static final long MOST_DRAINED = 64L << 20;

    /** Who sends commands while nobody has to say who they are. */
    static final String LOCAL = "local";

    /** The header that holds a command's id. */
    static final String ID_HEADER = "Idempotency-Key";

    private final CommandReader reader;
    private final ServedLedgers ledgers;
    private final Instances instances;
    private final Forwarding forwarding;
    private final CommandMeters meters;
    private final CommandCatalogue catalogue;

    CommandController(
            CommandReader reader,
            ServedLedgers ledgers,
            Instances instances,
            Forwarding forwarding,
            CommandMeters meters,
            CommandCatalogue catalogue) {
        this.reader = reader;
        this.ledgers = ledgers;
        this.instances = instances;
        this.forwarding = forwarding;
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
            @RequestHeader(name = ID_HEADER, required = false) @Nullable String key,
            HttpServletRequest http,
            HttpServletResponse response)
            throws IOException {
        ServedLedger served = ledgers.asked(http.getQueryString());
        Instance elsewhere = instances.isForwarded(http, response) ? null : instances.elsewhere(served);
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
        String commandId = reader.commandId(key, ID_HEADER);
        Request<?> request = reader.request(name, commandId, reader.object(body), LOCAL, dryRun);
        return elsewhere == null
                ? here(served, request, false)
                : forwarding
                        .command(elsewhere, pathAndQuery(http), commandId, body)
                        .thenCompose(reply -> answer(served, request, reply));
    }

    private CompletableFuture<ResponseEntity<?>> answer(
            ServedLedger served, Request<?> request, Forwarding.Reply reply) {
        return switch (reply) {
            case Forwarding.Reply.Answered answered -> CompletableFuture.completedFuture(answered.answer());
            case Forwarding.Reply.NotTaken notTaken -> here(served, request, false);
            case Forwarding.Reply.Unclear unclear -> here(served, request, !request.dryRun());
        };
    }

    private CompletableFuture<ResponseEntity<?>> here(
            ServedLedger served, Request<?> request, boolean perhapsTakenElsewhere) {
        String id = request.intake().id();
        return meters.measure(request.intake().name(), served.decide(request, () -> {}))
                .thenApply(handled ->
                        served.answers().http(id, perhapsTakenElsewhere ? Forwarding.afterUnclear(handled) : handled));
    }

    /** Of a request that goes on as it came. */
    static String pathAndQuery(HttpServletRequest http) {
        return http.getRequestURI() + (http.getQueryString() == null ? "" : "?" + http.getQueryString());
    }

    /** A client that is still sending would see its connection break instead of an answer. */
    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[MOST_BYTES];
        long drained = 0;
        for (int read = in.read(buffer); read > 0 && drained < MOST_DRAINED; read = in.read(buffer)) {
            drained += read;
        }
    }

    private static boolean dryRun(@Nullable String query) {
        String value = ServedLedgers.parameter(query, "dryRun", "false");
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
}
