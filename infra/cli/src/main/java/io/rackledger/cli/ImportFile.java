package io.rackledger.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An import file, read in pieces. A piece is small enough to leave the client before any of its answers is read:
 * over HTTP/1.1 the JDK's client reads no answer until the whole request has been sent, so a long request and its
 * long answer would wait for each other for ever. Blank lines are left out. For one thread.
 */
final class ImportFile implements Closeable {
    /** The longest line that is sent, in bytes. */
    static final int LONGEST_LINE = 1 << 20;

    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_LINES = 256;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long lineNumber;
    private byte[] ahead;

    /**
     * Lines to be sent together.
     *
     * @param bytes       the lines, each with its line feed
     * @param lineNumbers where each stands in the file, from 1
     */
    record Piece(byte[] bytes, List<Long> lineNumbers) {
        Piece {
            lineNumbers = List.copyOf(lineNumbers);
        }
    }

    private ImportFile(InputStream in) throws IOException {
        this.in = in;
        this.ahead = readLine();
    }

    static ImportFile open(Path file) throws IOException {
        return new ImportFile(new BufferedInputStream(Files.newInputStream(file), MOST_BYTES));
    }

    /** How many lines of a file are not blank. */
    static long countLines(Path file) throws IOException {
        long lines = 0;
        try (ImportFile counted = open(file)) {
            for (Optional<Piece> piece = counted.next(); piece.isPresent(); piece = counted.next()) {
                lines += piece.get().lineNumbers().size();
            }
        }
        return lines;
    }

    /**
     * The next piece; empty at the end.
     *
     * @throws FailedException if a line is longer than {@link #LONGEST_LINE}
     */
    Optional<Piece> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Long> lineNumbers = new ArrayList<>();
        while (ahead.length > 0
                && lineNumbers.size() < MOST_LINES
                && (lineNumbers.isEmpty() || bytes.size() + ahead.length < MOST_BYTES)) {
            bytes.write(ahead);
            bytes.write('\n');
            lineNumbers.add(lineNumber);
            ahead = readLine();
        }
        return lineNumbers.isEmpty() ? Optional.empty() : Optional.of(new Piece(bytes.toByteArray(), lineNumbers));
    }

    /** The next line that is not blank, without its line feed; no bytes at the end. */
    private byte[] readLine() throws IOException {
        boolean blank = true;
        line.reset();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                lineNumber++;
                if (!blank) {
                    return line.toByteArray();
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
        return blank ? new byte[0] : line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
