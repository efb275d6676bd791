package io.rackledger.command.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.command.axon.Handled;
import io.rackledger.events.wire.WireJson;
import io.rackledger.ledger.kafka.Instance;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sends commands on to the instance that is meant to take them, under the ids that they have here. Thread-safe. */
final class Forwarding {
    /** What came of it. */
    sealed interface Reply {
        /** The other instance has answered. */
        record Answered(ResponseEntity<byte[]> answer) implements Reply {}

        /** It certainly didn't take the command. */
        record NotTaken() implements Reply {}

        /** It may have taken it; repeated with the same id, the command gets its first outcome. */
        record Unclear() implements Reply {}
    }

    /** How much longer than a decision an answer may take. */
    private static final Duration BEYOND_APPEND = Duration.ofSeconds(2);

    private static final List<String> HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER, Answers.POSITION_HEADER);

    private final JsonMapper json = WireJson.strict();
    private final Hop hop;
    private final Duration limit;
    private final MeterRegistry meters;

    /**
     * Sends nothing yet.
     *
     * @param appendTimeout how long another instance may take to decide
     */
    Forwarding(Hop hop, Duration appendTimeout, MeterRegistry meters) {
        this.hop = hop;
        this.limit = appendTimeout.plus(BEYOND_APPEND);
        this.meters = meters;
    }

    CompletableFuture<Reply> command(Instance to, String pathAndQuery, String commandId, byte[] body) {
        return send(
                to,
                Hop.request(to, pathAndQuery)
                        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                        .header(CommandController.ID_HEADER, commandId)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Sends some lines of an import on, which have their ids. */
    CompletableFuture<Reply> lines(Instance to, String pathAndQuery, byte[] body) {
        return send(
                to,
                Hop.request(to, pathAndQuery)
                        .header(HttpHeaders.CONTENT_TYPE, ImportController.NDJSON)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private CompletableFuture<Reply> send(Instance to, HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                hop.client().sendAsync(request.timeout(limit).build(), HttpResponse.BodyHandlers.ofByteArray());
        Runnable ended = hop.begin(to, () -> sent.cancel(true));
        return sent.handle((response, fault) -> {
            ended.run();
            Reply reply = response == null ? reply(fault) : reply(to, response);
            count(reply);
            return reply;
        });
    }

    private static Reply reply(@Nullable Throwable fault) {
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        if (Hop.isUnsent(cause)) {
            return new Reply.NotTaken();
        }
        if (cause instanceof IOException || cause instanceof CancellationException) {
            return new Reply.Unclear();
        }
        throw new IllegalStateException("forwarding failed", cause);
    }

    private Reply reply(Instance to, HttpResponse<byte[]> response) {
        HttpStatus status = HttpStatus.resolve(response.statusCode());
        if (!Hop.isBy(to, response)) {
            return status == HttpStatus.MISDIRECTED_REQUEST ? new Reply.NotTaken() : new Reply.Unclear();
        }
        if (status == HttpStatus.NOT_FOUND || status == HttpStatus.SERVICE_UNAVAILABLE && isUntaken(response.body())) {
            return new Reply.NotTaken();
        }
        HttpHeaders headers = new HttpHeaders();
        HEADERS.forEach(name -> response.headers().firstValue(name).ifPresent(value -> headers.set(name, value)));
        return new Reply.Answered(
                ResponseEntity.status(response.statusCode()).headers(headers).body(response.body()));
    }

    private boolean isUntaken(byte[] problem) {
        try {
            return json.readTree(problem).path("problem").asString("").equals(Answers.UNAVAILABLE);
        } catch (JacksonException e) {
            return false;
        }
    }

    private void count(Reply reply) {
        String outcome = switch (reply) {
            case Reply.Answered answered -> "answered";
            case Reply.NotTaken notTaken -> "not-taken";
            case Reply.Unclear unclear -> "unclear";
        };
        meters.counter("rackledger.forwarded", "outcome", outcome).increment();
    }

    /** What is told of a command that was handled here after it may have been taken elsewhere. */
    static Handled afterUnclear(Handled here) {
        return switch (here) {
            case Handled.Accepted accepted -> accepted;
            case Handled.Refused refused -> refused;
            case Handled.IdReused reused -> reused;
            case Handled.Malformed malformed -> unknown(malformed.because());
            case Handled.Contested contested -> unknown("others were quicker");
            case Handled.Unavailable unavailable -> unknown(unavailable.because());
            case Handled.TooLarge large -> unknown(large.because());
            case Handled.Unknown unknown -> unknown;
        };
    }

    private static Handled unknown(String because) {
        return new Handled.Unknown("another instance may have taken it, and this one did not: " + because);
    }
}
