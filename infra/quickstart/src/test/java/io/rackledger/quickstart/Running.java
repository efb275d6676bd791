package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Rackledger of its own process, as the launcher starts it, seen from outside only. */
final class Running implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final Path data;
    private final String database;
    private final int port = freePort();
    private final int commandPort = freePort();
    private final int brokerPort = freePort();
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    private Running(Path data, String samples, List<String> further) throws IOException {
        this.data = data;
        this.database = ViewsDatabase.asked().fresh(data);
        this.process = launch(samples, further);
    }

    /**
     * Starts on a data folder and returns when it is ready.
     *
     * @param further options of the first start alone
     */
    static Running start(Path data, String samples, String... further) throws IOException {
        Running running = new Running(data, samples, List.of(further));
        running.awaitReady();
        return running;
    }

    /** Starts again on the same data, after an end or a kill. */
    void startAgain(String samples) throws IOException {
        process = launch(samples, List.of());
        awaitReady();
    }

    private Process launch(String samples, List<String> more) throws IOException {
        Rehearsal.held();
        List<String> command = ChildJvm.command("1g");
        command.addAll(List.of(
                "io.rackledger.quickstart.Quickstart",
                "--data",
                data.toString(),
                "--port",
                String.valueOf(port),
                "--command-port",
                String.valueOf(commandPort),
                "--broker-port",
                String.valueOf(brokerPort),
                "--sample",
                samples));
        command.addAll(more);
        if (ViewsDatabase.asked() != ViewsDatabase.H2) {
            command.addAll(List.of("--db", database));
        }
        Path log = Files.createDirectories(data.toAbsolutePath().getParent()).resolve(data.getFileName() + ".out");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitReady() {
        Path file = data.resolve("rackledger.json");
        await().atMost(START_LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as("the process lives").isTrue();
            return Files.exists(file)
                    && JSON.readTree(Files.readAllBytes(file)).path("pid").asLong() == process.pid();
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The views' database; only one process at a time opens one in files. */
    String database() {
        return database;
    }

    /** Where its broker is reached. */
    String kafka() {
        return "127.0.0.1:" + brokerPort;
    }

    URI queries(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    URI commands(String path) {
        return URI.create("http://127.0.0.1:" + commandPort + path);
    }

    /** GETs JSON from the query service. */
    JsonNode get(String path) {
        return JSON.readTree(text(path));
    }

    /** GETs whatever it is from the query service. */
    String text(String path) {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(queries(path)).build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    /** Sends a command and returns the answer, whatever it is. */
    HttpResponse<String> command(String name, String body) {
        return command(name, body, null);
    }

    HttpResponse<String> command(String name, String body, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(commands("/api/commands/" + name))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request.build());
    }

    /** Sends a command that must be accepted; returns the position. */
    long accepted(String name, String body) {
        HttpResponse<String> response = command(name, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).path("position").asLong();
    }

    /** Imports lines and returns the answers. */
    List<JsonNode> importLines(byte[] lines) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(commands("/api/import"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body().lines().map(JSON::readTree).toList();
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpClient client() {
        return client;
    }

    /** kill -9, at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Ends it as Ctrl-C does; it can be started again. */
    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    @Override
    public void close() throws InterruptedException {
        end();
        client.close();
    }
}
