package io.rackledger.bench;

import io.rackledger.load.ClosedLoop;
import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures commands: how many a second, and how long each takes, against what Kafka and the framework allow. */
@Command(name = "bench commands", description = "Measures commands a second.", sortOptions = false)
public final class CommandsBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(10);
    private static final int WARM_UP_IN_FLIGHT = 256;
    private static final List<Integer> IN_FLIGHT = List.of(1, 64, 256, 512);

    @Option(names = "--seconds", description = "for each figure (default: ${DEFAULT-VALUE})")
    private int seconds = 10;

    @Option(names = "--warm-up", description = "seconds before them (default: ${DEFAULT-VALUE})")
    private int warmUp = 30;

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
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            try (Ledger ledger = new InstantLedger()) {
                measure("without Kafka", ledger);
            }
            try (Ledger ledger = KafkaLedger.open(
                    KafkaLedgerConfig.writer(broker.bootstrapServers(), "commands", "main"), LedgerObserver.NONE)) {
                measure("command bus", ledger);
            }
            if (file != null) {
                figures.write(file);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private static void awaitWriting(Ledger ledger) {
        Instant end = Instant.now().plus(LIMIT);
        while (ledger.status().state() != Ledger.State.WRITING) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the ledger takes nothing: " + ledger.status());
            }
            LockSupport.parkNanos(BETWEEN_CHECKS.toNanos());
        }
    }

    private void measure(String name, Ledger ledger) throws InterruptedException {
        awaitWriting(ledger);
        try (Shifts shifts = new Shifts(ledger)) {
            ClosedLoop.run(shifts::shift, WARM_UP_IN_FLIGHT, Duration.ofSeconds(warmUp));
            for (int inFlight : IN_FLIGHT) {
                ClosedLoop.Reached reached = ClosedLoop.run(shifts::shift, inFlight, Duration.ofSeconds(seconds));
                String what = name + ", " + inFlight + " in flight";
                figures.add(what, reached.perSecond(), "/s", null, "");
                figures.add(what, reached.latencies(), null, "");
            }
            figures.add(name + ", refused", 100 * shifts.refusedShare(), "%", null, "");
        }
    }
}
