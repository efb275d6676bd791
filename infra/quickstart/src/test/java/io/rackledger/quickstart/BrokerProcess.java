package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.broker.EmbeddedBroker;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** One of three brokers, in a JVM of its own, with the settings of the compose file; it can be killed and started again. */
final class BrokerProcess implements AutoCloseable {
    private static final String PREFIX = "KAFKA_";
    private static final String CLUSTER_ID = "CLUSTER_ID";
    private static final long LONGEST_LIFE_MINUTES = 30;
    private static final int LAST_LINES = 30;

    private final Path folder;
    private final int port;
    private Optional<Process> process = Optional.empty();

    private BrokerProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts two of three, which are a majority; the third is {@linkplain #start started} later. */
    static List<BrokerProcess> twoOfThree(Path folder) throws IOException {
        Map<String, String> settings = composed();
        List<Integer> ports = freePorts(6);
        String voters = IntStream.range(0, 3)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(3 + i))
                .collect(Collectors.joining(","));
        List<BrokerProcess> brokers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path own = Files.createDirectories(folder.resolve("broker-" + (i + 1)));
            String listener = "INTERNAL://127.0.0.1:" + ports.get(i);
            Properties properties = new Properties();
            properties.putAll(settings);
            properties.putAll(Map.of(
                    "node.id",
                    String.valueOf(i + 1),
                    "controller.quorum.voters",
                    voters,
                    "listeners",
                    listener + ",CONTROLLER://127.0.0.1:" + ports.get(3 + i),
                    "advertised.listeners",
                    listener,
                    "log.dirs",
                    own.resolve("log").toString()));
            try (Writer out = Files.newBufferedWriter(own.resolve("server.properties"))) {
                properties.store(out, null);
            }
            brokers.add(new BrokerProcess(own, ports.get(i)));
        }
        brokers.get(0).start();
        brokers.get(1).start();
        return brokers;
    }

    /** What every broker of the compose file is told, as properties of the broker. */
    @SuppressWarnings("unchecked") // The file's own test reads the same.
    private static Map<String, String> composed() throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("..", "..", "docker-compose.yml"))) {
            Map<String, Object> compose = new Yaml().load(file);
            Map<String, Object> environment = (Map<String, Object>) compose.get("x-broker-environment");
            Map<String, String> settings = new HashMap<>();
            environment.forEach((name, value) -> settings.put(
                    name.startsWith(PREFIX)
                            ? name.substring(PREFIX.length())
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '.')
                            : name,
                    value.toString()));
            return settings;
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private Process launch() throws IOException {
        Rehearsal.held();
        List<String> command = ChildJvm.command("256m", "-Drackledger.log=" + folder.resolve("broker.log"));
        command.add(command.removeLast()
                + File.pathSeparator
                + Path.of("target", "test-classes").toAbsolutePath());
        command.addAll(List.of(
                BrokerProcess.class.getName(),
                folder.resolve("server.properties").toString(),
                String.valueOf(port)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.out").toFile()))
                .start();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(in);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        try (EmbeddedBroker broker =
                EmbeddedBroker.startMember(settings, settings.remove(CLUSTER_ID), Integer.parseInt(arguments[1]))) {
            System.out.println("serves on " + broker.bootstrapServers());
            if (new CountDownLatch(1).await(LONGEST_LIFE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody counts down");
            }
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Whether it lives, and what it said last, for whoever waits in vain. */
    String lastWords() {
        String said = Stream.of("broker.out", "broker.log")
                .map(folder::resolve)
                .filter(Files::exists)
                .map(BrokerProcess::tail)
                .collect(Collectors.joining("\n"));
        String state = process.map(it -> it.isAlive() ? "lives" : "ended with " + it.exitValue())
                .orElse("was not started");
        return folder.getFileName() + " " + state + "\n" + said;
    }

    private static String tail(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9, at once. */
    void kill() throws InterruptedException {
        if (process.isPresent()) {
            assertThat(process.get().destroyForcibly().waitFor(20, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    /** Starts it, for the first time or again; a client finds out when it serves. */
    void start() throws IOException {
        process = Optional.of(launch());
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
