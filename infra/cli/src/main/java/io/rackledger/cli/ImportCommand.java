package io.rackledger.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sends a file of commands, or of rows that become commands, to the command service. Exit status 1 if a line was
 * broken; a refused line is none, except where the file is only checked.
 */
@Command(
        name = "import",
        description = "Sends the commands in FILE, one JSON object a line or one row of CSV, and tells what became of "
                + "them.")
final class ImportCommand implements Callable<Integer> {
    private final Output output;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "lines of {\"command\": ..., \"id\": ..., \"body\": {...}}, or a .csv of orders or deliveries")
    private Path file = Path.of("");

    @Option(names = "--check", description = "tells what would become of them; nothing is written")
    private boolean check;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            converter = CsvKind.Reader.class,
            description = "FILE is CSV whose rows are orders or deliveries (default: its columns tell)")
    private @Nullable CsvKind as;

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = HttpAddress.class,
            description = "the command service (default: what runs on the data folder, else http://127.0.0.1:8081)")
    private @Nullable URI url;

    @Mixin
    private CallOptions options = new CallOptions();

    ImportCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new FailedException("there is no file '" + file + "'");
        }
        URI service = options.address(url, Running::commands, Running.DEFAULT_COMMANDS);
        ImportSummary summary = new ImportSummary(check);
        Progress progress = new Progress(output, "lines");
        try {
            Sending sending =
                    new Sending(Main.resolve(service, check ? "api/decide" : "api/import"), summary, progress);
            send(sending);
        } catch (IOException e) {
            throw stopped(summary, progress, "'" + file + "' can't be read: " + e.getMessage(), e);
        } catch (FailedException e) {
            throw stopped(summary, progress, e.getMessage(), e);
        }
        progress.end();
        summary.print(output.out());
        return summary.anyBroken() || (check && summary.anyRefused()) ? 1 : 0;
    }

    private void send(Sending sending) throws IOException {
        if (as != null || file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            List<CommandLines.Line> lines = CsvCommands.of(CsvFile.read(file, as));
            send(sending, CommandLines.of(lines), lines.size());
        } else {
            try (CommandLines lines = NdjsonFile.open(file)) {
                send(sending, lines, countLines());
            }
        }
    }

    private void send(Sending sending, CommandLines lines, long total) throws IOException {
        if (check) {
            sending.atOnce(lines, total);
        } else {
            sending.inPieces(lines, total);
        }
    }

    /** How many lines are not blank; that each may be sent is known then, too. */
    private long countLines() throws IOException {
        try (CommandLines lines = NdjsonFile.open(file)) {
            long count = 0;
            while (lines.next().isPresent()) {
                count++;
            }
            return count;
        }
    }

    private FailedException stopped(
            ImportSummary summary, Progress progress, @Nullable String sentence, Exception cause) {
        progress.end();
        if (summary.answered() == 0) {
            return new FailedException(String.valueOf(sentence), cause);
        }
        summary.print(output.out());
        return new FailedException(
                check
                        ? String.valueOf(sentence)
                        : sentence + "; import the file again: what is recorded already is repeated only",
                cause);
    }
}
