package io.rackledger.quickstart.chaos;

import io.rackledger.quickstart.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of several command services on a ledger, in a JVM of its own, with its index in a file. Confined to one thread. */
final class CommandInstance implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final int SERVES = 200;

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final ServiceProcess process;

    /** Starts it and doesn't wait. */
    CommandInstance(String name, Path folder, String kafka) throws IOException {
        int port = ServiceProcess.freePort();
        address = URI.create("http://127.0.0.1:" + port);
        List<String> command = ChildJvm.command(
                "256m",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Drackledger.log=" + folder.resolve(name + ".log"));
        command.addAll(List.of(
                "io.rackledger.command.CommandService",
                "--server.port=" + port,
                "--rackledger.kafka.bootstrap-servers=" + kafka,
                "--rackledger.index.file=" + folder.resolve(name + "-index"),
                "--rackledger.instances.enabled=true"));
        process = new ServiceProcess(name, folder, command);
    }

    URI importAt() {
        return address.resolve("/api/import");
    }

    ServiceProcess process() {
        return process;
    }

    /** Whether it answers that it can serve, itself or by another. */
    boolean serves() throws InterruptedException {
        return health().path("status").asString("").equals("UP");
    }

    /** Whether it is the one that writes. */
    boolean writes() throws InterruptedException {
        JsonNode ledger = health().path("components").path("ledgerHealth").path("details");
        return serves()
                && ledger.path("state").asString("").equals("WRITING")
                && ledger.path("forwardsTo").asString("").isEmpty();
    }

    /** Empty where there is no answer. */
    private JsonNode health() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/actuator/health"))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == SERVES ? json.readTree(answer.body()) : json.createObjectNode();
        } catch (IOException none) {
            return json.createObjectNode();
        }
    }

    @Override
    public void close() {
        process.close();
        client.shutdownNow();
    }
}
