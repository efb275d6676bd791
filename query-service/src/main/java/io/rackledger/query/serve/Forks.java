package io.rackledger.query.serve;

import io.rackledger.events.Recorded;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.UnknownEventException;
import io.rackledger.events.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What commands would lead to, as the command service decides them on a fork of the ledger. Thread-safe. */
final class Forks implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /** Answers that are the caller's matter, not ours: what it sent is wrong, or it may try again. */
    private static final List<Integer> PASSED_ON = List.of(400, 413, 503);

    private static final List<String> METADATA =
            List.of("validAt", "mode", "source", "confidence", "quote", "asserter", "actor", "command", "correlation");

    /** Numbers stay as they are written. */
    private final JsonMapper json = WireJson.strict()
            .rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final EventCodec codec = new EventCodec();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final URI decide;

    /** Asks the command service at that address. */
    Forks(URI commandService) {
        this.decide = commandService.resolve("/api/decide");
    }

    /**
     * What became of each command.
     *
     * @param outcomes one for each command, in their order
     * @param events   all that the fork has beyond the ledger, in the order of their positions
     */
    record Decided(ArrayNode outcomes, List<Recorded> events) {}

    /**
     * Decides commands, each after those before it.
     *
     * @param at how many events of the ledger count
     * @throws NotDecidedException if it isn't reached, or refuses the question
     */
    Decided decide(long at, List<ObjectNode> commands) throws InterruptedException {
        ObjectNode question = json.createObjectNode().put("at", at);
        commands.forEach(question.putArray("commands")::add);
        HttpResponse<String> answer = send(question);
        if (answer.statusCode() != HttpStatus.OK.value()) {
            throw refused(answer);
        }
        try {
            ArrayNode outcomes =
                    json.readTree(answer.body()).required("outcomes").asArray();
            return new Decided(outcomes, events(at, outcomes));
        } catch (JacksonException | DateTimeException | UnknownEventException e) {
            throw failed("answered what can't be read: " + e.getMessage(), e);
        }
    }

    private HttpResponse<String> send(ObjectNode question) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(decide)
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", MediaType.APPLICATION_JSON_VALUE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(question)))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw NotDecidedException.unavailable(
                    "command-service-unavailable", "the command service at " + decide + " can't be reached: " + e, e);
        }
    }

    private NotDecidedException refused(HttpResponse<String> answer) {
        JsonNode body = body(answer);
        if (PASSED_ON.contains(answer.statusCode()) && body instanceof ObjectNode problem) {
            return new NotDecidedException(HttpStatus.valueOf(answer.statusCode()), problem, null);
        }
        return failed("answered " + answer.statusCode(), null);
    }

    private NotDecidedException failed(String how, @Nullable Throwable cause) {
        return NotDecidedException.of(
                HttpStatus.BAD_GATEWAY,
                "command-service-failed",
                "the command service at " + decide + " " + how,
                cause);
    }

    private @Nullable JsonNode body(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** A repeated command brings its first events again: those before the fork count already, and its own once. */
    private List<Recorded> events(long at, ArrayNode outcomes) {
        Map<Long, Recorded> byPosition = new TreeMap<>();
        for (JsonNode outcome : outcomes) {
            for (JsonNode event : outcome.path("events")) {
                Recorded recorded = recorded(event);
                if (recorded.position() >= at) {
                    byPosition.put(recorded.position(), recorded);
                }
            }
        }
        return List.copyOf(byPosition.values());
    }

    private Recorded recorded(JsonNode event) {
        String type = event.required("type").asString();
        int version = type.lastIndexOf(".v");
        if (version < 0) {
            throw new UnknownEventException("'" + type + "' names no version", null);
        }
        Map<String, String> metadata = new HashMap<>();
        for (String key : METADATA) {
            if (event.has(key)) {
                metadata.put(key, event.get(key).asString());
            }
        }
        return Envelope.read(
                codec,
                event.required("position").asLong(),
                event.required("id").asString(),
                Instant.parse(event.required("recordedAt").asString()),
                type.substring(0, version),
                type.substring(version + 2),
                metadata,
                json.writeValueAsBytes(event.required("event")));
    }

    @Override
    public void close() {
        client.close();
    }
}
