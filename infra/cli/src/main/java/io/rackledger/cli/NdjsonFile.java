package io.rackledger.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of commands, one JSON object a line. Blank lines are left out. For one thread. */
final class NdjsonFile implements CommandLines {
    /** The longest line that is sent, in bytes. */
    static final int LONGEST_LINE = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long lineNumber;

    private NdjsonFile(InputStream in) {
        this.in = in;
    }

    static NdjsonFile open(Path file) throws IOException {
        return new NdjsonFile(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    @Override
    public Optional<Line> next() throws IOException {
        boolean blank = true;
        line.reset();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                lineNumber++;
                if (!blank) {
                    return Optional.of(new Line(lineNumber, line.toByteArray()));
                }
                line.reset();
            } else {
                blank &= next == ' ' || next == '\t' || next == '\r';
                line.write(next);
                if (line.size() > LONGEST_LINE) {
                    throw new FailedException("line " + (lineNumber + 1) + " is longer than 1 MiB");
                }
            }
        }
        lineNumber++;
        return blank ? Optional.empty() : Optional.of(new Line(lineNumber, line.toByteArray()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
