package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command service in a JVM of its own. */
final class CommandProcess implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    /** How long a start may take. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private final int port;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Starts it and doesn't wait. */
    CommandProcess(Path folder, String kafka, String... settings) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Rehearsal.held();
        List<String> command = ChildJvm.command(
                "256m",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Drackledger.log=" + folder.resolve("commands-" + port + ".log"));
        command.addAll(List.of(
                "io.rackledger.command.CommandService",
                "--server.port=" + port,
                "--rackledger.kafka.bootstrap-servers=" + kafka));
        command.addAll(List.of(settings));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createDirectories(folder)
                        .resolve("commands-" + port + ".out")
                        .toFile())
                .start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(path)).build());
    }

    HttpResponse<String> post(String path, String type, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Registers a party under an id of the same name. */
    HttpResponse<String> register(String party, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Idempotency-Key", party));
        return post("/api/commands/register-party", "application/json", body(party), all.toArray(String[]::new));
    }

    static String body(String party) {
        return "{\"party\":\"" + party + "\",\"legalName\":\"P\",\"roles\":[]}";
    }

    /** What the health check tells of the ledger. */
    JsonNode ledger() {
        return JSON.readTree(get("/actuator/health").body()).path("components").path("ledgerHealth");
    }

    /** kill -9, at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Stops its clock, or lets it go on: {@code STOP} or {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    /** Ends it as Ctrl-C does, and doesn't wait. */
    void end() {
        process.destroy();
    }

    @Override
    public void close() throws InterruptedException {
        client.shutdownNow();
        kill();
    }
}
