package io.rackledger.bench;

import io.rackledger.format.Criterion;
import io.rackledger.ledger.EngineLoop;
import io.rackledger.ledger.IndexSettings;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.LedgerSettings;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.load.Latencies;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the index of a ledger: how fast it is built from records, opened again and read. */
@Command(name = "bench index", description = "Measures the index of a large ledger.", sortOptions = false)
public final class IndexBench implements Callable<Integer> {
    private static final long SEED = 1;
    private static final int BATCH = 1000;
    private static final int MOST_BATCHES = 4;
    private static final int QUESTIONS = 20_000;
    private static final int LEAST_NANOS_AN_EVENT = 50;
    private static final int WARM_UP = 10_000;
    private static final double MEBIBYTE = 1 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final EngineLoop.Log NOWHERE = new EngineLoop.Log() {
        @Override
        public void send(long sendId, byte[] value) {}

        @Override
        public void abandonSends() {}
    };

    @Option(names = "--events", description = "how many events the ledger has (default: ${DEFAULT-VALUE})")
    private int events = 1_000_000;

    @Option(names = "--cache", description = "of the index, in megabytes (default: ${DEFAULT-VALUE})")
    private int cache = IndexSettings.CACHE_MEGABYTES;

    @Option(names = "--in-memory", description = "without a file")
    private boolean inMemory;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there, too")
    private @Nullable Path file;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    private boolean help;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final Figures figures = new Figures(out);

    /** Runs the benchmark; the exit status is that of the launcher. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new IndexBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("rackledger-bench");
        try {
            measure(new IndexSettings(inMemory ? null : folder.resolve("index"), cache));
            if (file != null) {
                figures.write(file);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private void measure(IndexSettings settings) throws Exception {
        EngineLoop loop = open(settings);
        build(loop);
        figures.heap("built");
        ask(loop, "just built");
        Path index = settings.file();
        if (index == null) {
            return;
        }
        long begin = System.nanoTime();
        loop.close(LIMIT);
        figures.add("closing", millis(begin), "ms", null, "");
        figures.add("file", Files.size(index) / MEBIBYTE, "MiB", null, "");
        begin = System.nanoTime();
        EngineLoop again = open(settings);
        again.source(LargeLedger.boundary(1, "none"), 0, again.head());
        figures.add("opening again, with a first question", millis(begin), "ms", Figures.Goal.atMost(5000), "");
        ask(again, "opened again");
        figures.heap("opened again");
        again.close(LIMIT);
    }

    private static EngineLoop open(IndexSettings settings) {
        EngineLoop loop = new EngineLoop(
                LargeLedger.LEDGER,
                false,
                LedgerSettings.DEFAULT,
                settings,
                LIMIT,
                NOWHERE,
                LedgerObserver.NONE,
                Clock.systemUTC(),
                new Random(SEED),
                Runnable::run);
        loop.start();
        return loop;
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Records are made beside, on a core of their own where there is one. */
    private void build(EngineLoop loop) throws InterruptedException {
        LargeLedger ledger = new LargeLedger(events, SEED);
        Semaphore batches = new Semaphore(MOST_BATCHES);
        long begin = System.nanoTime();
        long offset = 0;
        while (loop.head().size() < events) {
            long[] offsets = new long[BATCH];
            byte[][] values = new byte[BATCH][];
            for (int i = 0; i < BATCH; i++) {
                offsets[i] = offset++;
                values[i] = ledger.next();
            }
            if (!batches.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the engine took nothing within " + LIMIT);
            }
            loop.records(offsets, values, batches::release);
            if (!loop.stoppedBecause().isEmpty()) {
                throw new IllegalStateException("the engine stopped: " + loop.stoppedBecause());
            }
        }
        long size = loop.head().size();
        double rate = size / (millis(begin) / 1e3);
        figures.add("built from records", rate, "events/s", Figures.Goal.atLeast(100_000), "with the making of them");
        out.printf(Locale.ROOT, "%,d events%n", size);
        processorTime(size);
    }

    /** What other programs on the machine don't change, or little. */
    private void processorTime(long size) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo thread = threads.getThreadInfo(id);
            long nanos = threads.getThreadCpuTime(id);
            if (thread != null && nanos > size * LEAST_NANOS_AN_EVENT) {
                figures.add("processor time of " + thread.getThreadName(), nanos / 1e3 / size, "µs/event", null, "");
            }
        }
    }

    private void ask(EngineLoop loop, String when) throws Exception {
        Random random = new Random(SEED);
        int orders = LargeLedger.orders(events);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Integer> found = new ArrayList<>();
        List<Long> onProcessor = new ArrayList<>();
        Latencies latencies = Latencies.of(WARM_UP, QUESTIONS, LIMIT, turn -> {
            List<Criterion> boundary = LargeLedger.boundary(random.nextInt(orders), "none-" + turn);
            long begin = threads.getCurrentThreadCpuTime();
            List<StoredEvent> events = loop.source(boundary, 0, loop.head());
            onProcessor.add(threads.getCurrentThreadCpuTime() - begin);
            found.add(events == null ? 0 : events.size());
        });
        double mean = found.stream().mapToInt(Integer::intValue).average().orElse(0);
        String note = String.format(Locale.ROOT, "of %.1f events", mean);
        figures.add("a boundary, " + when, latencies, Figures.Goal.atMost(1), note);
        long[] nanos =
                onProcessor.stream().skip(WARM_UP).mapToLong(Long::longValue).toArray();
        figures.add("the same, processor time", Latencies.of(nanos), null, "");
    }
}
