package io.rackledger.quickstart.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports commands at a steady pace, on a thread of its own, until it is stopped. Once there is some history it goes on
 * at a tenth of the pace: a longer one would only take longer to be caught up with.
 */
final class SteadyImport implements AutoCloseable {
    private static final int LINES_AT_ONCE = 10;
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration BETWEEN_LATER = BETWEEN.multipliedBy(10);
    private static final long SOME_HISTORY = 20_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final URI importAt;
    private final RandomCommands commands;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile long position = -1;

    SteadyImport(URI commandService, RandomCommands commands) {
        this.importAt = commandService.resolve("/api/import");
        this.commands = commands;
        Thread.ofVirtual().name("steady-import").start(this::importAll);
    }

    private void importAll() {
        try {
            while (!stopping) {
                importSome();
                LockSupport.parkNanos((position < SOME_HISTORY ? BETWEEN : BETWEEN_LATER).toNanos());
            }
            ended.complete(null);
        } catch (IOException e) {
            ended.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.completeExceptionally(e);
        }
    }

    private void importSome() throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES_AT_ONCE; i++) {
            lines.append(commands.next()).append('\n');
        }
        HttpResponse<String> answers = client.send(
                HttpRequest.newBuilder(importAt)
                        .timeout(LIMIT)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answers.statusCode() != 200) {
            throw new IOException("the import was answered with " + answers.statusCode());
        }
        answers.body()
                .lines()
                .forEach(answer -> position = Math.max(
                        position, json.readTree(answer).path("position").asLong(-1)));
    }

    /** Of the last event that is known to be recorded; -1 before the first. */
    long position() {
        return position;
    }

    /**
     * Stops once what was sent is answered; the position of the last event.
     *
     * @throws IOException if the import had failed
     */
    long stop() throws IOException, InterruptedException {
        stopping = true;
        try {
            ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return position;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the import did not go through", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        client.close();
    }
}
