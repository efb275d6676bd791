package io.rackledger.quickstart;

import io.rackledger.format.Chain;
import io.rackledger.format.Verdict;
import io.rackledger.verify.ExportWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes an export from the broker itself, read by a plain consumer and judged by the rules of the format alone: neither
 * service, nor an index, nor the ledger's engine takes part.
 */
@Command(name = "export", description = "Writes a ledger to FILE, read from its topic.", sortOptions = false)
public final class LogExport implements Callable<Integer> {
    private static final String CHECKPOINTS = "-checkpoints";
    private static final int LAST_CHECKPOINTS = 16;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", required = true, description = "the broker")
    private String kafka = "";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "of the ledger (default: ${DEFAULT-VALUE})")
    private String topic = "rackledger-ledger";

    @Option(names = "--ledger", paramLabel = "NAME", description = "of the ledger (default: ${DEFAULT-VALUE})")
    private String ledger = "main";

    @Parameters(paramLabel = "FILE", description = "the file to write")
    private Path file = Path.of("");

    @Option(names = "--help", usageHelp = true, description = "show this help")
    private boolean help;

    private final PrintWriter out;
    private long voids;
    private @Nullable String broken;

    /** Reports there. */
    LogExport(PrintWriter out) {
        this.out = out;
    }

    /** Runs the call; the exit status is that of the launcher. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LogExport(new PrintWriter(System.out, true, StandardCharsets.UTF_8)))
                .execute(arguments));
    }

    @Override
    public Integer call() {
        Path target = file.toAbsolutePath();
        try {
            Path unfinished = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
            try {
                write(unfinished);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            out.println("export: '" + file + "' can't be written: " + e.getMessage());
            return 1;
        } catch (KafkaException e) {
            out.println("export: topic '" + topic + "' can't be read from " + kafka + ": " + e.getMessage());
            return 1;
        }
        if (broken != null) {
            out.println("export: the chain ends early, and the file holds what stands before: " + broken);
            return 1;
        }
        return 0;
    }

    private void write(Path unfinished) throws IOException {
        try (PlainReader reader = new PlainReader(kafka);
                OutputStream lines = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
            if (!reader.has(topic)) {
                throw new KafkaException("there is no such topic");
            }
            // It is read before the log, which then holds all that it signs.
            String checkpoint = checkpoint(reader);
            ExportWriter writer = new ExportWriter(lines, ledger);
            Chain chain = new Chain(ledger);
            reader.read(topic, (offset, value) -> take(offset, chain.judge(value), writer));
            writer.end(checkpoint);
            out.printf(
                    Locale.ROOT,
                    "%,d events in %,d commits, and %,d void records: %s%n",
                    writer.events(),
                    writer.commits(),
                    voids,
                    file);
        }
    }

    private void take(long offset, Verdict verdict, ExportWriter writer) throws IOException {
        switch (verdict) {
            case Verdict.Valid valid -> writer.write(valid.commit());
            case Verdict.Void nothing -> voids++;
            case Verdict.Stop stop -> {
                if (broken == null) {
                    broken = "at offset " + offset + ", " + stop.because();
                }
            }
        }
    }

    /** The checkpoint that was published last; null if none was. */
    private @Nullable String checkpoint(PlainReader reader) throws IOException {
        String published = topic + CHECKPOINTS;
        String[] last = {null};
        if (reader.has(published)) {
            reader.read(
                    published, LAST_CHECKPOINTS, (offset, note) -> last[0] = new String(note, StandardCharsets.UTF_8));
        }
        return last[0];
    }
}
