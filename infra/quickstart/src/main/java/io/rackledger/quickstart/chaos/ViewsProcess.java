package io.rackledger.quickstart.chaos;

import io.rackledger.quickstart.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A query service in a JVM of its own, with a database of its own; it can be killed and started on it again. */
public final class ViewsProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(50);

    private final Path folder;
    private final int port = ServiceProcess.freePort();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ServiceProcess process;

    /**
     * Starts it.
     *
     * @param folder   for what it writes beside its database
     * @param database JDBC URL
     */
    public ViewsProcess(Path folder, String kafka, String database) throws IOException {
        this.folder = Files.createDirectories(folder);
        List<String> command = ChildJvm.command(
                "1g",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Drackledger.log=" + folder.resolve("views.log"));
        command.addAll(List.of(
                "io.rackledger.query.QueryService",
                "--server.port=" + port,
                "--rackledger.kafka.bootstrap-servers=" + kafka,
                "--rackledger.evidence.folder=" + folder.resolve("evidence"),
                "--spring.datasource.url=" + database));
        this.process = new ServiceProcess("query service", folder, command);
    }

    void startAgain() throws IOException {
        process.startAgain();
    }

    /** Starts it with a disk on which no file gets larger than that. */
    void startAgain(long mostBytes) throws IOException {
        process.startAgain(mostBytes);
    }

    /** Whether it tells how it is. */
    boolean tells() throws InterruptedException {
        return viewsHealth().has("because");
    }

    /** Whether it tells that it can't go on, or ended because it can't even start. */
    boolean isHalted() throws InterruptedException {
        return !process.isAlive() || !viewsHealth().path("because").asString("").isEmpty();
    }

    private JsonNode viewsHealth() throws InterruptedException {
        return Health.of(client, URI.create("http://127.0.0.1:" + port))
                .path("components")
                .path("viewsHealth")
                .path("details");
    }

    /**
     * Returns once the views show what stands at that position.
     *
     * @throws IOException if the process ended, or they don't within three minutes
     */
    public void awaitShown(long position) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!shows(client, port, position)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("the views don't show position " + position + ": see " + folder);
            }
            LockSupport.parkNanos(BETWEEN_CHECKS.toNanos());
        }
    }

    /** Whether the query service on that port shows what stands at that position. */
    static boolean shows(HttpClient client, int port, long position) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/views/orders?limit=1&atLeast=" + position))
                .timeout(REQUEST_LIMIT)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * kill -9, at once.
     *
     * @throws IOException if it ended by itself before
     */
    void kill() throws IOException, InterruptedException {
        process.kill();
    }

    /** kill -9, where it didn't end by itself. */
    void killIfAlive() throws IOException, InterruptedException {
        if (process.isAlive()) {
            process.kill();
        }
    }

    /** Stops its clock. */
    void freeze() throws IOException, InterruptedException {
        process.freeze();
    }

    /** Lets its clock go on. */
    void thaw() throws IOException, InterruptedException {
        process.thaw();
    }

    /** Ends it as Ctrl-C does. */
    void end() throws IOException, InterruptedException {
        process.end();
    }

    @Override
    public void close() {
        process.close();
        client.close();
    }
}
