package io.rackledger.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker in this JVM, KRaft, on loopback: a cluster of its own, or one of several. Its data stays in its directory and is found again at the
 * next start, on other ports too. The server classes of Kafka are no stable API: nothing else may use them.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String CLUSTER_ID_FILE = "cluster-id";
    /** A broker that starts again is let in when its session before is over, however it ended. */
    private static final String SESSION_MILLIS = "3000";

    private static final String HEARTBEAT_MILLIS = "500";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.bootstrapServers = HOST + ":" + port;
    }

    /** Starts on a free port. */
    public static EmbeddedBroker start(Path directory) throws IOException {
        return start(directory, freePort());
    }

    /**
     * Starts and returns when the broker serves.
     *
     * @throws IOException if the directory can't be used or the port is taken
     */
    public static EmbeddedBroker start(Path directory, int port) throws IOException {
        return start(directory, port, port);
    }

    /** As {@link #start(Path, int)}, for clients that reach it through something that listens on another port. */
    public static EmbeddedBroker start(Path directory, int port, int advertisedPort) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            probe.setReuseAddress(true);
        }
        Path logs = Files.createDirectories(directory.resolve("log"));
        return started(properties(logs, port, advertisedPort, freePort()), clusterId(directory), advertisedPort);
    }

    /**
     * Starts one of several brokers that form a cluster; returns when it serves, for which it waits for the others.
     *
     * @param settings all of its own, among them node.id and log.dirs
     * @param port     on which clients find it
     */
    public static EmbeddedBroker startMember(Map<String, String> settings, String clusterId, int port)
            throws IOException {
        return started(settings, clusterId, port);
    }

    private static EmbeddedBroker started(Map<String, String> properties, String clusterId, int port)
            throws IOException {
        format(properties, clusterId);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private static String clusterId(Path directory) throws IOException {
        Path file = directory.resolve(CLUSTER_ID_FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static void format(Map<String, String> properties, String clusterId) throws IOException {
        String logs = required(properties, "log.dirs");
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                .setClusterId(clusterId)
                .setNodeId(Integer.parseInt(required(properties, "node.id")))
                .setControllerListenerName(required(properties, "controller.listener.names"))
                .setMetadataLogDirectory(logs)
                .setIgnoreFormatted(true)
                .addDirectory(logs);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IOException("the broker's directory " + logs + " can't be prepared: " + e.getMessage(), e);
        }
    }

    private static String required(Map<String, String> properties, String name) {
        return Objects.requireNonNull(properties.get(name), name);
    }

    private static Map<String, String> properties(Path logs, int port, int advertisedPort, int controllerPort) {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + advertisedPort);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", logs.toString());
        for (String one : new String[] {
            "default.replication.factor",
            "min.insync.replicas",
            "num.partitions",
            "offsets.topic.replication.factor",
            "offsets.topic.num.partitions",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "transaction.state.log.num.partitions",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "share.coordinator.state.topic.num.partitions"
        }) {
            properties.put(one, "1");
        }
        properties.put("log.retention.ms", "-1");
        properties.put("log.retention.bytes", "-1");
        properties.put("auto.create.topics.enable", "false");
        properties.put("broker.session.timeout.ms", SESSION_MILLIS);
        properties.put("broker.heartbeat.interval.ms", HEARTBEAT_MILLIS);
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("controlled.shutdown.enable", "false");
        return properties;
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
