package io.rackledger.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines in pieces. A piece is small enough to leave the client before any of its answers is read: over HTTP/1.1 the
 * JDK's client reads no answer until the whole request has been sent, so that a server which doesn't read on while its
 * answers wait would wait for ever. For one thread.
 */
final class Pieces {
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_LINES = 256;

    private final CommandLines lines;
    private Optional<CommandLines.Line> ahead;

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

    Pieces(CommandLines lines) throws IOException {
        this.lines = lines;
        this.ahead = lines.next();
    }

    /** The next piece; empty at the end. */
    Optional<Piece> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Long> lineNumbers = new ArrayList<>();
        while (ahead.isPresent() && fits(ahead.get(), bytes.size(), lineNumbers.size())) {
            bytes.write(ahead.get().json());
            bytes.write('\n');
            lineNumbers.add(ahead.get().number());
            ahead = lines.next();
        }
        return lineNumbers.isEmpty() ? Optional.empty() : Optional.of(new Piece(bytes.toByteArray(), lineNumbers));
    }

    private static boolean fits(CommandLines.Line line, int bytes, int count) {
        return count == 0 || (count < MOST_LINES && bytes + line.json().length < MOST_BYTES);
    }
}
