package io.rackledger.bench;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.command.CommandService;
import io.rackledger.events.Confidence;
import io.rackledger.events.Mode;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceId;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.query.QueryService;
import io.rackledger.query.follow.LedgerEvents;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What is measured: a broker with a large ledger, and both services, all in this JVM and on loopback. */
final class Stand implements AutoCloseable {
    private static final String TOPIC = "rackledger-ledger";
    private static final String LEDGER = "main";
    private static final int EVENTS_PER_COMMIT = 200;
    private static final int MOST_IN_FLIGHT = 64;
    private static final long APPEND_LIMIT_SECONDS = 60;

    private final List<AutoCloseable> running = new ArrayList<>();
    private final String kafka;
    private final Path folder;

    private Stand(Path folder) throws IOException {
        this.folder = folder;
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        running.add(broker);
        this.kafka = broker.bootstrapServers();
    }

    /** A broker with that history in its ledger. */
    static Stand with(Path folder, List<LargeHistory.Happening> history) throws IOException, InterruptedException {
        Stand stand = new Stand(folder);
        stand.write(history);
        return stand;
    }

    private void write(List<LargeHistory.Happening> history) throws InterruptedException {
        Deque<CompletableFuture<Outcome>> inFlight = new ArrayDeque<>();
        try (KafkaLedger ledger =
                KafkaLedger.open(KafkaLedgerConfig.writer(kafka, TOPIC, LEDGER), LedgerObserver.NONE)) {
            for (int from = 0; from < history.size(); from += EVENTS_PER_COMMIT) {
                List<Entry> commit = new ArrayList<>();
                for (int i = from; i < Math.min(history.size(), from + EVENTS_PER_COMMIT); i++) {
                    commit.add(entry(i, history.get(i)));
                }
                inFlight.add(ledger.append(commit, null, () -> {}));
                while (inFlight.size() > MOST_IN_FLIGHT) {
                    taken(inFlight.remove());
                }
            }
            while (!inFlight.isEmpty()) {
                taken(inFlight.remove());
            }
        }
    }

    private static void taken(CompletableFuture<Outcome> append) throws InterruptedException {
        try {
            Outcome outcome = append.get(APPEND_LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!(outcome instanceof Outcome.Appended)) {
                throw new IllegalStateException("the history was not taken: " + outcome);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the history was not taken", e);
        }
    }

    private static Entry entry(int number, LargeHistory.Happening happening) {
        return LedgerEvents.written(recorded(number, happening), Hash.ZERO).entry();
    }

    /** An event of the history as it stands in the ledger, but for the time at which it was recorded. */
    static Recorded recorded(int position, LargeHistory.Happening happening) {
        String command = "command-" + position;
        return new Recorded(
                position,
                Recorded.id(command, 0),
                Instant.EPOCH,
                happening.validAt(),
                Mode.OBSERVED,
                new Provenance(new SourceId("bench"), null, null, Confidence.CONFIRMED),
                "local",
                command,
                null,
                happening.event());
    }

    /** Opens the ledger to be read; the caller closes it. */
    KafkaLedger ledger() {
        return KafkaLedger.open(KafkaLedgerConfig.reader(kafka, TOPIC, LEDGER), LedgerObserver.NONE);
    }

    /** Starts a command service. */
    Service commandService() {
        return start(CommandService.builder().registerShutdownHook(false).run(arguments(List.of())));
    }

    /** Starts a query service with an empty database. */
    Service queryService(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("views") + ";DB_CLOSE_ON_EXIT=FALSE");
        all.add("--rackledger.evidence.folder=" + folder.resolve("evidence"));
        return start(QueryService.builder().registerShutdownHook(false).run(arguments(all)));
    }

    private String[] arguments(List<String> more) {
        List<String> arguments = new ArrayList<>(more);
        arguments.add("--server.port=0");
        arguments.add("--rackledger.kafka.bootstrap-servers=" + kafka);
        return arguments.toArray(String[]::new);
    }

    private Service start(ConfigurableApplicationContext context) {
        running.add(context);
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        return new Service(URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : running.reversed()) {
            each.close();
        }
    }
}
