package io.rackledger.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches the ledger, or all views, from the query service into a file, which is there whole or not at all. */
@Command(
        name = "export",
        description = "Writes the ledger to FILE, as lines of JSON; an earlier FILE is replaced at the end.")
final class ExportCommand implements Callable<Integer> {
    private final Output output;

    @Parameters(paramLabel = "FILE", description = "the file to write")
    private Path file = Path.of("");

    @Option(names = "--views", description = "all views at one position instead, for 'rackledger verify --views'")
    private boolean views;

    @Mixin
    private DashboardOptions dashboard = new DashboardOptions();

    ExportCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        URI source = Main.resolve(dashboard.address(), views ? "api/views/export" : "api/ledger/export");
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new FailedException("'" + file + "' is a folder");
        }
        Lines lines = new Lines(new Progress(output, "lines"));
        try {
            Path unfinished = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
            try {
                fetch(source, unfinished, lines);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
                lines.progress.end();
            }
        } catch (IOException | UncheckedIOException e) {
            throw new FailedException("'" + file + "' can't be written: " + e.getMessage(), e);
        }
        output.out().printf(Locale.ROOT, "%d lines, %d bytes: %s%n", lines.lines, lines.bytes, file);
        output.out().flush();
        return 0;
    }

    private static void fetch(URI source, Path unfinished, Lines lines) throws IOException {
        try (Http http = new Http(Http.SILENCE);
                OutputStream out = Files.newOutputStream(unfinished);
                WritableByteChannel channel = Channels.newChannel(out)) {
            http.getBytes(source, part -> {
                lines.count(part);
                write(channel, part);
            });
        }
    }

    private static void write(WritableByteChannel channel, List<ByteBuffer> part) {
        try {
            for (ByteBuffer buffer : part) {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much has come. */
    private static final class Lines {
        private final Progress progress;
        private long lines;
        private long bytes;

        Lines(Progress progress) {
            this.progress = progress;
        }

        void count(List<ByteBuffer> part) {
            for (ByteBuffer buffer : part) {
                bytes += buffer.remaining();
                for (int i = buffer.position(); i < buffer.limit(); i++) {
                    if (buffer.get(i) == '\n') {
                        lines++;
                    }
                }
            }
            progress.at(lines, 0);
        }
    }
}
