package io.rackledger.quickstart.chaos;

import io.rackledger.quickstart.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One of several command services on a ledger, in a JVM of its own, with its index in a file. Confined to one thread. */
final class CommandInstance implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final Path index;
    private final ServiceProcess process;

    /** Starts it and doesn't wait. */
    CommandInstance(String name, Path folder, String kafka) throws IOException {
        int port = ServiceProcess.freePort();
        address = URI.create("http://127.0.0.1:" + port);
        index = folder.resolve(name + "-index");
        List<String> command = ChildJvm.command(
                "256m",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Drackledger.log=" + folder.resolve(name + ".log"));
        command.addAll(List.of(
                "io.rackledger.command.CommandService",
                "--server.port=" + port,
                "--rackledger.kafka.bootstrap-servers=" + kafka,
                "--rackledger.index.file=" + index,
                "--rackledger.instances.enabled=true"));
        process = new ServiceProcess(name, folder, command);
    }

    URI importAt() {
        return address.resolve("/api/import");
    }

    ServiceProcess process() {
        return process;
    }

    /** The file that its index is kept in. */
    Path index() {
        return index;
    }

    /** Whether it answers that it can serve, itself or by another. */
    boolean serves() throws InterruptedException {
        return isUp(Health.of(client, address));
    }

    /** Whether it is the one that writes. */
    boolean writes() throws InterruptedException {
        JsonNode health = Health.of(client, address);
        JsonNode ledger = ledger(health);
        return isUp(health)
                && ledger.path("state").asString("").equals("WRITING")
                && ledger.path("forwardsTo").asString("").isEmpty();
    }

    /** Whether it tells that its ledger is read-only until it is started again. */
    boolean isStopped() throws InterruptedException {
        return ledger(Health.of(client, address)).path("state").asString("").equals("STOPPED");
    }

    private static boolean isUp(JsonNode health) {
        return health.path("status").asString("").equals("UP");
    }

    private static JsonNode ledger(JsonNode health) {
        return health.path("components").path("ledgerHealth").path("details");
    }

    @Override
    public void close() {
        process.close();
        client.shutdownNow();
    }
}
