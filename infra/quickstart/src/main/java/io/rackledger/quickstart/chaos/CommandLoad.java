package io.rackledger.quickstart.chaos;

import io.rackledger.load.ClosedLoop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends random commands to several command services, each to any of them, and notes what it is told. A command that fails
 * is no failure of the load. Thread-safe.
 */
final class CommandLoad implements ClosedLoop.Sender, AutoCloseable {
    /** Longer than a service takes to say that it doesn't know. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(12);

    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(90);
    private static final Duration BETWEEN = Duration.ofMillis(10);
    /** While nobody answers, commands would be used up for nothing. */
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);

    private static final int OK = 200;

    private final List<URI> importAt;
    private final RandomCommands commands;
    private final Random random;
    private final Testimony testimony;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    CommandLoad(List<URI> importAt, long seed, Testimony testimony) throws IOException {
        this.importAt = List.copyOf(importAt);
        this.commands = new RandomCommands(seed);
        this.random = new Random(seed);
        this.testimony = testimony;
    }

    /** Sends what all other commands rest on, one after the other. */
    void begin() throws IOException, InterruptedException {
        while (commands.hasSamples()) {
            await(ask(commands.next()));
        }
        settle();
    }

    /** Sends the next command; the future completes when it is answered, or can't be any more. */
    @Override
    public CompletableFuture<?> send() {
        return ask(draw()).thenCompose(told -> pause(told.isFinal() ? BETWEEN : AFTER_FAILURE));
    }

    private static CompletableFuture<Void> pause(Duration duration) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS));
    }

    private synchronized String draw() {
        return commands.next();
    }

    private synchronized URI target() {
        return importAt.get(random.nextInt(importAt.size()));
    }

    private CompletableFuture<Told> ask(String line) {
        String id = json.readTree(line).path("id").asString();
        HttpRequest request = HttpRequest.newBuilder(target())
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(line + "\n"))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, fault) -> fault == null ? told(answer) : new Told.Unanswered())
                .thenApply(told -> {
                    testimony.hear(id, line, told);
                    return told;
                });
    }

    private Told told(HttpResponse<String> answer) {
        List<JsonNode> lines = answer.statusCode() == OK
                ? answer.body().lines().map(json::readTree).toList()
                : List.of();
        return lines.size() == 1 ? Told.of(lines.getFirst()) : new Told.Unanswered();
    }

    /**
     * Repeats what was not answered, with the same ids, until it is.
     *
     * @throws IOException if that takes longer than a minute and a half
     */
    void settle() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(SETTLE_LIMIT);
        for (Map<String, String> open = testimony.open(); !open.isEmpty(); open = testimony.open()) {
            if (Instant.now().isAfter(end)) {
                throw new IOException(
                        "no answer to " + open.size() + " commands, however often they are repeated: " + open.keySet());
            }
            await(CompletableFuture.allOf(open.values().stream().map(this::ask).toArray(CompletableFuture[]::new))
                    .thenCompose(all -> pause(AFTER_FAILURE)));
        }
    }

    private static void await(CompletableFuture<?> answers) throws IOException, InterruptedException {
        try {
            answers.get(2 * ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("commands could not be sent", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
