package io.rackledger.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a file of commands to the command service. Exit status 1 if a line was broken; a refused line is none. */
@Command(
        name = "import",
        description = "Sends the commands in FILE, one JSON object a line, and tells what became of them.")
final class ImportCommand implements Callable<Integer> {
    private final Output output;

    @Parameters(paramLabel = "FILE", description = "lines of {\"command\": ..., \"id\": ..., \"body\": {...}}")
    private Path file = Path.of("");

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
        URI target = Main.resolve(options.address(url, Running::commands, Running.DEFAULT_COMMANDS), "api/import");
        ImportSummary summary = new ImportSummary();
        Progress progress = new Progress(output, "lines");
        try {
            send(target, summary, progress);
        } catch (IOException e) {
            throw stopped(summary, progress, "'" + file + "' can't be read: " + e.getMessage(), e);
        } catch (FailedException e) {
            throw stopped(summary, progress, e.getMessage(), e);
        }
        progress.end();
        summary.print(output.out());
        return summary.anyBroken() ? 1 : 0;
    }

    private void send(URI target, ImportSummary summary, Progress progress) throws IOException {
        long total = ImportFile.countLines(file);
        try (ImportFile lines = ImportFile.open(file);
                Http http = new Http(Http.SILENCE)) {
            for (Optional<ImportFile.Piece> piece = lines.next(); piece.isPresent(); piece = lines.next()) {
                Iterator<Long> lineNumbers = piece.get().lineNumbers().iterator();
                http.postLines(target, piece.get().bytes(), answer -> {
                    if (!answer.isBlank()) {
                        take(lineNumbers, answer, summary);
                        progress.at(summary.answered(), total);
                    }
                });
                if (lineNumbers.hasNext()) {
                    throw new FailedException("the server left line " + lineNumbers.next() + " without an answer");
                }
            }
        }
    }

    private static void take(Iterator<Long> lineNumbers, String answer, ImportSummary summary) {
        if (!lineNumbers.hasNext()) {
            throw new FailedException("the server answered more lines than it was sent");
        }
        summary.add(lineNumbers.next(), answer);
    }

    private FailedException stopped(
            ImportSummary summary, Progress progress, @Nullable String sentence, Exception cause) {
        progress.end();
        if (summary.answered() == 0) {
            return new FailedException(String.valueOf(sentence), cause);
        }
        summary.print(output.out());
        return new FailedException(
                sentence + "; import the file again: what is recorded already is repeated only", cause);
    }
}
