package io.rackledger.bench;

import io.rackledger.format.Commit;
import io.rackledger.format.MalformedException;
import io.rackledger.verify.ExportWriter;
import io.rackledger.verify.VerifyCommand;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how fast an export is verified, beside how fast the same file is merely read. */
@Command(name = "bench verify", description = "Measures the verifier over a large export.", sortOptions = false)
public final class VerifyBench implements Callable<Integer> {
    private static final long SEED = 1;
    private static final int TIMES = 3;
    private static final double MEBIBYTE = 1 << 20;

    @Option(names = "--events", description = "how many events the export holds (default: ${DEFAULT-VALUE})")
    private int events = 1_000_000;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there, too")
    private @Nullable Path file;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    private boolean help;

    private final Figures figures = new Figures(new PrintWriter(System.out, true, StandardCharsets.UTF_8));

    /** Runs the benchmark; the exit status is that of the launcher. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VerifyBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("rackledger-bench");
        try {
            measure(folder.resolve("export.ndjson"));
            if (file != null) {
                figures.write(file);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private void measure(Path export) throws IOException, MalformedException {
        long size = write(export);
        figures.add("export", Files.size(export) / MEBIBYTE, "MiB", null, size + " events in commits of two");
        for (int i = 1; i <= TIMES; i++) {
            long begin = System.nanoTime();
            Files.copy(export, OutputStream.nullOutputStream());
            figures.add("file read, time " + i, perSecond(size, begin), "events/s", null, "");
            begin = System.nanoTime();
            verify(export);
            figures.add("verified, time " + i, perSecond(size, begin), "events/s", Figures.Goal.atLeast(200_000), "");
        }
        figures.heap("after");
    }

    private static double perSecond(long size, long begin) {
        return size * 1e9 / (System.nanoTime() - begin);
    }

    private static void verify(Path export) throws IOException {
        StringWriter report = new StringWriter();
        int status = new CommandLine(new VerifyCommand(new PrintWriter(report, true))).execute(export.toString());
        if (status != 0) {
            throw new IOException("the export was found to be wrong: " + report);
        }
    }

    /** As the query service writes it; tells how many events it holds. */
    private long write(Path export) throws IOException, MalformedException {
        LargeLedger ledger = new LargeLedger(events, SEED);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(export))) {
            ExportWriter writer = new ExportWriter(out, LargeLedger.LEDGER);
            while (writer.events() < events) {
                writer.write(Commit.read(ledger.next()));
            }
            writer.end(null);
            return writer.events();
        }
    }
}
