package io.rackledger.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A query service in a JVM of its own, with a database of its own; it can be killed and started on it again. */
final class ViewsProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(50);
    private static final long END_SECONDS = 30;

    private final Path folder;
    private final String kafka;
    private final String database;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    /**
     * Starts it.
     *
     * @param folder   for what it writes beside its database
     * @param database JDBC URL
     */
    ViewsProcess(Path folder, String kafka, String database) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.kafka = kafka;
        this.database = database;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        this.process = launch();
    }

    void startAgain() throws IOException {
        process = launch();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.springframework.boot.logging.LoggingSystem=none",
                        "-Drackledger.log=" + folder.resolve("views.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.rackledger.query.QueryService",
                        "--server.port=" + port,
                        "--rackledger.kafka.bootstrap-servers=" + kafka,
                        "--spring.datasource.url=" + database))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("views.out").toFile()))
                .start();
    }

    /**
     * Returns once the views show what stands at that position.
     *
     * @throws IOException if the process ended, or they don't within three minutes
     */
    void awaitShown(long position) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/views/orders?limit=1&atLeast=" + position))
                .timeout(REQUEST_LIMIT)
                .build();
        Instant end = Instant.now().plus(LIMIT);
        while (!answers(request)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("the views don't show position " + position + ": see " + folder);
            }
            LockSupport.parkNanos(BETWEEN_CHECKS.toNanos());
        }
    }

    private boolean answers(HttpRequest request) throws InterruptedException {
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
        if (!process.isAlive()) {
            throw new IOException("the query service ended by itself: see " + folder);
        }
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends it as Ctrl-C does. */
    void end() throws IOException, InterruptedException {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the query service did not end: see " + folder);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
