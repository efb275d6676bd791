package io.rackledger.quickstart;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.command.CommandService;
import io.rackledger.query.QueryService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** Broker, command service and query service in one JVM: what {@code ./rackledger up} runs. */
public final class Quickstart {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(50);
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Options options;
    private final List<AutoCloseable> running = new ArrayList<>();

    private Quickstart(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        Options options = new Options();
        CommandLine line = new CommandLine(options);
        try {
            CommandLine.ParseResult parsed = line.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return;
            }
        } catch (CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            line.usage(System.err);
            System.exit(WRONG_USAGE);
        }
        System.exit(new Quickstart(options).run());
    }

    private int run() {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            awaitQuietly(stopped);
        }));
        try {
            if (options.rehearse) {
                options.port = freePort();
                options.commandPort = freePort();
                options.brokerPort = freePort();
            }
            start();
            if (!options.rehearse) {
                stop.await();
            }
            return 0;
        } catch (StartException e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } finally {
            close();
            stopped.countDown();
        }
    }

    private static int freePort() throws StartException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartException("No port is free: " + e.getMessage(), e);
        }
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            if (!stopped.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("It did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() throws StartException, InterruptedException {
        Instant begin = Instant.now();
        List<String> samples = Samples.chosen(options.samples);
        checkPorts();
        DataFolder folder = DataFolder.open(options.data);
        running.add(folder);
        logTo(folder);
        String kafka = options.kafka == null ? "127.0.0.1:" + options.brokerPort : options.kafka;
        System.out.println("Starting; data in " + folder.path());
        if (options.erasable) {
            folder.beErasable();
        }
        if (folder.isErasable()) {
            System.out.println("What people write is encrypted; their keys are in " + folder.subjectKeys());
        }
        startAll(folder, kafka);
        URI commands = URI.create("http://127.0.0.1:" + options.commandPort);
        URI dashboard = URI.create("http://127.0.0.1:" + options.port);
        awaitHealthy(commands, "command service", begin);
        Samples loader = new Samples(commands);
        for (String sample : samples) {
            System.out.println("Sample " + loader.load(sample));
        }
        awaitHealthy(dashboard, "query service", begin);
        loader.awaitShown(dashboard);
        announce(folder, commands, dashboard, kafka);
        System.out.println("Dashboard  " + dashboard + "/");
        System.out.println("Commands   " + commands + "/api/commands");
        System.out.println("Kafka      " + kafka);
        System.out.println(
                "Ready after " + Duration.between(begin, Instant.now()).toMillis() + " ms; Ctrl-C stops it.");
    }

    /** Before the services start at the same time: each would set the logging up for itself. */
    private static void logTo(DataFolder folder) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("rackledger.log", folder.resolve("rackledger.log").toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LoggerFactory.getLogger(Quickstart.class).info("Data in {}", folder.path());
    }

    private void checkPorts() throws StartException {
        checkFree(options.port, "--port");
        checkFree(options.commandPort, "--command-port");
        if (options.kafka == null) {
            checkFree(options.brokerPort, "--broker-port");
        }
    }

    private void checkFree(int port, String option) throws StartException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(options.bind), port));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(
                    "Port " + port + " can't be used (" + e.getMessage()
                            + "): stop what listens there, or choose another with " + option + ".",
                    e);
        }
    }

    private void startAll(DataFolder folder, String kafka) throws StartException, InterruptedException {
        try (ExecutorService starters = Executors.newFixedThreadPool(3)) {
            Future<Optional<EmbeddedBroker>> broker = starters.submit(() -> startBroker(folder));
            Future<ConfigurableApplicationContext> commands = starters.submit(commandService(folder, kafka));
            Future<ConfigurableApplicationContext> queries = starters.submit(queryService(folder, kafka));
            get(broker, "The broker").ifPresent(running::add);
            running.add(get(commands, "The command service"));
            running.add(get(queries, "The query service"));
        }
    }

    private Optional<EmbeddedBroker> startBroker(DataFolder folder) throws IOException {
        return options.kafka == null
                ? Optional.of(EmbeddedBroker.start(folder.resolve("broker"), options.brokerPort))
                : Optional.empty();
    }

    private Callable<ConfigurableApplicationContext> commandService(DataFolder folder, String kafka)
            throws StartException {
        List<String> arguments = common(kafka);
        if (folder.isErasable()) {
            arguments.add("--rackledger.erasure.keys=" + folder.subjectKeys());
        }
        arguments.add("--rackledger.index.file=" + folder.resolve("command-index"));
        arguments.add("--server.port=" + options.commandPort);
        return () -> CommandService.builder().registerShutdownHook(false).run(arguments.toArray(String[]::new));
    }

    private Callable<ConfigurableApplicationContext> queryService(DataFolder folder, String kafka) {
        List<String> arguments = common(kafka);
        arguments.add("--rackledger.index.file=" + folder.resolve("query-index"));
        arguments.add("--rackledger.erasure.keys=" + folder.subjectKeys());
        arguments.add("--rackledger.evidence.folder=" + folder.resolve("evidence"));
        for (int i = 0; i < options.keys.size(); i++) {
            arguments.add("--rackledger.evidence.keys[" + i + "]=" + options.keys.get(i));
        }
        for (int i = 0; i < options.witnesses.size(); i++) {
            String witness = "--rackledger.evidence.witnesses[" + i + "].";
            arguments.add(witness + "url=" + options.witnesses.get(i).url());
            arguments.add(witness + "key=" + options.witnesses.get(i).key());
        }
        arguments.add("--rackledger.evidence.quorum=" + options.quorum);
        arguments.add("--rackledger.access-log=" + folder.resolve("access.ndjson"));
        arguments.add("--rackledger.public-events.enabled=true");
        arguments.add("--server.port=" + options.port);
        arguments.add("--rackledger.command-service=http://127.0.0.1:" + options.commandPort);
        arguments.add("--spring.datasource.url="
                + (options.db == null
                        ? "jdbc:h2:file:" + folder.resolve("views") + ";DB_CLOSE_ON_EXIT=FALSE"
                        : options.db));
        return () -> QueryService.builder().registerShutdownHook(false).run(arguments.toArray(String[]::new));
    }

    private List<String> common(String kafka) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.address=" + options.bind);
        arguments.add("--rackledger.kafka.bootstrap-servers=" + kafka);
        arguments.add("--rackledger.allowed-hosts=" + String.join(",", options.allowedHosts));
        return arguments;
    }

    private static <T> T get(Future<T> starting, String what) throws StartException, InterruptedException {
        try {
            return starting.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StartException(what + " did not start: " + rootOf(e).getMessage(), e);
        } catch (TimeoutException e) {
            throw new StartException(what + " did not start within " + START_LIMIT.toSeconds() + " s.", e);
        }
    }

    private static Throwable rootOf(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void awaitHealthy(URI service, String what, Instant begin)
            throws StartException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        String last = "";
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (Instant.now().isBefore(begin.plus(START_LIMIT))) {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return;
                }
                last = response.body();
                LockSupport.parkNanos(BETWEEN_CHECKS.toNanos());
            }
        } catch (IOException e) {
            throw new StartException("The " + what + " does not answer: " + e.getMessage(), e);
        }
        throw new StartException(
                "The " + what + " did not become ready within " + START_LIMIT.toSeconds() + " s: " + last);
    }

    private void announce(DataFolder folder, URI commands, URI dashboard, String kafka) throws StartException {
        Map<String, Object> running = new LinkedHashMap<>();
        running.put("ready", true);
        running.put("pid", ProcessHandle.current().pid());
        running.put("dashboard", dashboard.toString());
        running.put("commands", commands.toString());
        running.put("broker", kafka);
        running.put("startedAt", Instant.now().toString());
        try {
            folder.announce(running);
        } catch (IOException e) {
            throw new StartException("The data folder can't be written: " + e.getMessage(), e);
        }
    }

    private void close() {
        for (AutoCloseable part : running.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("Stopping was not clean: " + e);
            }
        }
    }
}
