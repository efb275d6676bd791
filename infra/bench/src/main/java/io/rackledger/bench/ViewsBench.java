package io.rackledger.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the query service over a large ledger, and says of each figure whether it is what it should be. */
@Command(
        name = "bench",
        description =
                "Measures the views over a large ledger, with a broker and both services in this JVM. Each view is"
                        + " asked 20 times before it is measured, for now, by date, by position and by both.",
        sortOptions = false)
public final class ViewsBench implements Callable<Integer> {
    private static final int QUICK = 50_000;
    private static final long SEED = 1;
    private static final Duration CATCH_UP_LIMIT = Duration.ofHours(1);

    @Option(names = "--events", description = "how many events the ledger has (default: ${DEFAULT-VALUE})")
    private int events = 1_000_000;

    @Option(names = "--quick", description = "50,000 events")
    private boolean quick;

    @Option(names = "--seconds", description = "for each figure (default: ${DEFAULT-VALUE})")
    private int seconds = 10;

    @Option(names = "--subscribers", description = "how many subscribe at once (default: ${DEFAULT-VALUE})")
    private int subscribers = 200;

    @Option(names = "--peers", description = "set our replay beside that of Axon 4, on the same events")
    private boolean peers;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there, too")
    private @Nullable Path file;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    private boolean help;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    /** Runs the benchmarks; the exit status is that of the launcher. */
    public static void main(String[] arguments) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.exit(new CommandLine(new ViewsBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Figures figures = new Figures(out);
        Path jars = peers ? Peer.jars("axon4") : null;
        Path folder = Files.createTempDirectory("rackledger-bench");
        try {
            int atLeast = quick ? QUICK : events;
            double replayed = measure(figures, folder, atLeast);
            keep(figures);
            if (jars == null) {
                out.println("Add --peers to set our replay beside that of Axon 4 on the same events.");
            } else {
                new Axon4(jars, figures).measure(LargeHistory.of(atLeast, SEED), folder, replayed);
                keep(figures);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private void keep(Figures figures) throws IOException {
        if (file != null) {
            figures.write(file);
        }
    }

    /** Measures us alone, and tells how many events a second were replayed. */
    private double measure(Figures figures, Path folder, int atLeast) throws Exception {
        List<LargeHistory.Happening> history = new ArrayList<>(LargeHistory.of(atLeast, SEED));
        List<Supposing.Placed> orders = Supposing.Placed.of(history);
        int size = history.size();
        out.printf(Locale.ROOT, "%,d events of %,d orders, seed %d%n", size, orders.size(), SEED);
        Duration limit = Duration.ofSeconds(seconds);
        try (Stand stand = written(figures, folder, history)) {
            history.clear();
            Service commands = stand.commandService();
            commands.awaitReady(CATCH_UP_LIMIT);
            Service queries = caughtUp(stand, commands, figures, size);
            new PastAnswers(queries, figures, limit, size).measure();
            double replayed = new Replaying(queries, figures).measure("vendor-share");
            new Supposing(queries, figures, limit, orders).measure();
            new Subscribing(commands, queries, figures, orders.size()).measure(subscribers, seconds);
            return replayed;
        }
    }

    private static Stand written(Figures figures, Path folder, List<LargeHistory.Happening> history)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Stand stand = Stand.with(folder, history);
        figures.add("ledger written, in commits of 200", perSecond(history.size(), begin), "events/s", null, "");
        return stand;
    }

    private static Service caughtUp(Stand stand, Service commands, Figures figures, int size)
            throws IOException, InterruptedException {
        figures.heap("with the command service");
        long begin = System.nanoTime();
        Service queries = stand.queryService(List.of("--rackledger.command-service=" + commands.address()));
        queries.awaitReady(CATCH_UP_LIMIT);
        figures.add("catch-up from nothing, with the start", perSecond(size, begin), "events/s", null, "all folds, H2");
        figures.heap("caught up");
        return queries;
    }

    private static double perSecond(int count, long begin) {
        return count / ((System.nanoTime() - begin) / 1e9);
    }
}
