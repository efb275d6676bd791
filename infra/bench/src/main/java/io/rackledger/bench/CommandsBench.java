package io.rackledger.bench;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures commands: how many a second, and how long each takes, against what Kafka, the framework and others reach. */
@Command(name = "bench commands", description = "Measures commands a second.", sortOptions = false)
public final class CommandsBench implements Callable<Integer> {
    private static final String OURS = "command bus";
    private static final String WITHOUT_KAFKA = "command bus without Kafka";
    private static final String RAW = "idempotent producer";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(10);
    private static final List<Integer> IN_FLIGHT = List.of(1, 64, 256);
    private static final int CEILING_IN_FLIGHT = 512;
    private static final int RACING = 64;
    private static final Figures.Goal MOST_LOST = Figures.Goal.atMost(0.01);
    private static final Figures.Goal CEILING_GOAL = Figures.Goal.atLeast(0.6);

    /** What stands around the events of a commit. */
    private static final int AROUND_BYTES = 200;

    @Option(names = "--seconds", description = "for each round (default: ${DEFAULT-VALUE})")
    private int seconds = 10;

    @Option(names = "--warm-up", description = "seconds before them, for each (default: ${DEFAULT-VALUE})")
    private int warmUp = 30;

    @Option(names = "--peers", description = "set ours beside Pekko, Axon 4 and an outbox on PostgreSQL")
    private boolean peers;

    @Option(
            names = "--events",
            description =
                    "the most events of the same vendors beside which they are measured (default: ${DEFAULT-VALUE})")
    private int events = 100_000;

    @Option(names = "--only-growth", description = "measure nothing but what a grown ledger costs")
    private boolean onlyGrowth;

    @Option(names = "--only-lag", description = "measure nothing but commands over HTTP, and how soon they are seen")
    private boolean onlyLag;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there, too")
    private @Nullable Path file;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    private boolean help;

    private final Figures figures = new Figures(new PrintWriter(System.out, true, StandardCharsets.UTF_8));

    /** Runs it; the exit status is that of the launcher. */
    public static void main(String[] arguments) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.exit(new CommandLine(new CommandsBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("rackledger-bench");
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        figures.add("load of the machine before", load, "", null, "processes that run or wait, over a minute");
        try {
            measure(folder);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private void measure(Path folder) throws Exception {
        if (!onlyLag) {
            measureWithBroker(folder);
        }
        if (!onlyGrowth) {
            HttpBench.run(figures, warmUp, seconds);
            keep();
            if (peers) {
                LagOfAxon4.measure(figures, folder, warmUp, seconds);
                keep();
            }
        }
    }

    private void measureWithBroker(Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            if (!onlyGrowth) {
                measure(folder, broker);
                keep();
            }
            grow(folder, broker);
            keep();
        }
    }

    private void measure(Path folder, EmbeddedBroker broker) throws Exception {
        try (Others others = peers ? Others.start(folder) : Others.NONE;
                Ledger kafka = ledger(folder, broker, "commands");
                Ledger instant = new InstantLedger(folder.resolve("index-without-kafka"));
                Shifts ours = shifts(kafka);
                Shifts withoutKafka = shifts(instant);
                RawProducer raw = new RawProducer(broker.bootstrapServers(), recordBytes(kafka, ours))) {
            measure(
                    Subject.here(OURS, ours::shift),
                    Subject.here(WITHOUT_KAFKA, withoutKafka::shift),
                    Subject.here(RAW, raw::send),
                    others);
            figures.add(OURS + ", refused", 100 * ours.refusedShare(), "%", null, "");
            race(ours);
        }
    }

    private void grow(Path folder, EmbeddedBroker broker) throws Exception {
        try (Ledger empty = ledger(folder, broker, "alone");
                Ledger grown = ledger(folder, broker, "beside");
                Shifts alone = shifts(empty);
                Shifts beside = shifts(grown)) {
            new Growth(figures, seconds, alone, grown, beside).measure(events);
        }
    }

    private static Ledger ledger(Path folder, EmbeddedBroker broker, String name) {
        return KafkaLedger.open(
                KafkaLedgerConfig.writer(broker.bootstrapServers(), name, "main")
                        .withIndex(folder.resolve("index-" + name)),
                LedgerObserver.NONE);
    }

    private void keep() throws IOException {
        if (file != null) {
            figures.write(file);
        }
    }

    private void measure(Subject ours, Subject withoutKafka, Subject raw, Others others) throws Exception {
        List<Subject> all = new ArrayList<>(List.of(ours, raw));
        all.addAll(others.all());
        Turns.warmUp(all, warmUp);
        Turns.warmUp(List.of(withoutKafka), warmUp);
        Turns turns = new Turns(figures, seconds);
        turns.measure(all, IN_FLIGHT);
        turns.measure(List.of(ours, withoutKafka, raw), List.of(CEILING_IN_FLIGHT));
        double ceiling = turns.ratio(ours.name(), withoutKafka.name(), CEILING_IN_FLIGHT);
        figures.addRatio("ceiling512", "512 in flight, against the engine without Kafka", ceiling, CEILING_GOAL);
        for (Others.Goal goal : others.goals()) {
            double ratio = turns.ratio(ours.name(), goal.peer(), goal.inFlight());
            String name = goal.inFlight() + " in flight, against " + goal.peer();
            figures.addRatio(goal.key(), name, ratio, Figures.Goal.atLeast(goal.atLeast()));
        }
    }

    /** Everything at once on one order: each goes on from the one before, while that is still in flight. */
    private void race(Shifts ours) throws Exception {
        long sent = ours.sent();
        long lost = ours.lostRaces();
        Subject one = Subject.here("commands on one order", ours::shiftTheSame);
        new Turns(figures, seconds).measure(List.of(one), List.of(RACING));
        long races = ours.lostRaces() - lost;
        long commands = ours.sent() - sent;
        String note = races + " of " + commands + " commands";
        figures.add(one.name() + ", lost races", 100.0 * races / commands, "%", MOST_LOST, note);
    }

    private static Shifts shifts(Ledger ledger) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (ledger.status().state() != Ledger.State.WRITING) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the ledger takes nothing: " + ledger.status());
            }
            LockSupport.parkNanos(BETWEEN_CHECKS.toNanos());
        }
        return new Shifts(ledger);
    }

    /** How many bytes the commit of a shift has. */
    private static int recordBytes(Ledger ledger, Shifts shifts) throws Exception {
        shifts.shift().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        List<StoredEvent> last = ledger.read(ledger.head().size() - 1, 1);
        return AROUND_BYTES + last.getFirst().entry().length();
    }
}
