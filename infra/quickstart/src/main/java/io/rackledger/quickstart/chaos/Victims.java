package io.rackledger.quickstart.chaos;

import io.rackledger.query.store.H2Files;
import io.rackledger.quickstart.ChildJvm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What damage is done to: a broker behind a proxy, two command services, of which one writes, and a query service, each in
 * a JVM of its own. Confined to one thread.
 */
final class Victims implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(50);

    private final int brokerPort;
    private final FaultyProxy proxy;
    private final ServiceProcess broker;
    private final List<CommandInstance> commands = new ArrayList<>();
    private final ViewsProcess views;
    private final Path folder;
    private final Path database;

    /** Something to wait for. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Starts all and doesn't wait.
     *
     * @param database the folder in which the views are kept
     */
    Victims(Path folder, Path database) throws IOException {
        this.folder = folder;
        this.database = database;
        brokerPort = ServiceProcess.freePort();
        proxy = new FaultyProxy(brokerPort);
        List<String> command = ChildJvm.command("256m", "-Drackledger.log=" + folder.resolve("broker.log"));
        command.addAll(List.of(
                BrokerMain.class.getName(),
                folder.resolve("broker").toString(),
                String.valueOf(brokerPort),
                String.valueOf(proxy.port())));
        broker = new ServiceProcess("broker", folder, command);
        commands.add(new CommandInstance("first", folder, kafka()));
        commands.add(new CommandInstance("second", folder, kafka()));
        views = new ViewsProcess(folder.resolve("views"), kafka(), ViewsUnderKills.inFile(database));
    }

    /** Where the broker is found, through the proxy. */
    String kafka() {
        return "127.0.0.1:" + proxy.port();
    }

    /** The file of the broker's that holds the ledger. */
    Path log() {
        return folder.resolve("broker")
                .resolve("log")
                .resolve(LedgerUnderFaults.TOPIC + "-0")
                .resolve("00000000000000000000.log");
    }

    /** The file that the views are kept in. */
    Path database() {
        return database.resolve(ViewsCheck.DATABASE_FILE);
    }

    /** So that there is no free space in its file, in which the views could go on for long. */
    void compactDatabase() {
        H2Files.compact(ViewsUnderKills.inFile(database), ViewsUnderKills.USER);
    }

    FaultyProxy proxy() {
        return proxy;
    }

    ServiceProcess broker() {
        return broker;
    }

    List<CommandInstance> commands() {
        return Collections.unmodifiableList(commands);
    }

    /** Where commands are sent, at each command service. */
    List<URI> importAt() {
        return commands.stream().map(CommandInstance::importAt).toList();
    }

    ViewsProcess views() {
        return views;
    }

    /** The command service that writes, once there is one. */
    CommandInstance writer() throws IOException, InterruptedException {
        await(
                "no command service writes",
                () -> commands.get(0).writes() || commands.get(1).writes());
        return commands.get(0).writes() ? commands.get(0) : commands.get(1);
    }

    /** The command service beside that one. */
    CommandInstance other(CommandInstance one) {
        return commands.get(0) == one ? commands.get(1) : commands.get(0);
    }

    /** Returns once the broker can be reached. */
    void awaitBroker() throws IOException, InterruptedException {
        await("the broker does not listen", () -> {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
                return probe.isConnected();
            } catch (ConnectException notYet) {
                return false;
            }
        });
    }

    /** Returns once commands are taken at both. */
    void awaitServing() throws IOException, InterruptedException {
        for (CommandInstance each : commands) {
            await("a command service does not serve again", each::serves);
        }
        writer();
    }

    /**
     * Returns once it holds.
     *
     * @throws IOException with that sentence, if it doesn't within two minutes
     */
    static void await(String otherwise, Condition condition) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.holds()) {
            if (Instant.now().isAfter(end)) {
                throw new IOException(otherwise + " within " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_CHECKS.toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        views.close();
        commands.forEach(CommandInstance::close);
        broker.close();
        proxy.close();
    }
}
