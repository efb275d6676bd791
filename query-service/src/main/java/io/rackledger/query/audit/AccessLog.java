package io.rackledger.query.audit;

import io.rackledger.events.wire.WireJson;
import io.rackledger.format.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who looked at what in the log: a file of lines of JSON, each forced to the disk before the question is answered, and
 * each with the SHA-256 of the line before, so that what is changed or left out shows. It is opened with the first line,
 * and for one process. Thread-safe.
 */
final class AccessLog implements AutoCloseable {
    /** No line has as many bytes: what is asked fits into the head of a request. */
    private static final int LONGEST_LINE = 1 << 16;

    private static final byte END = '\n';

    private final Path file;
    private final JsonMapper json = WireJson.strict();
    private @Nullable FileChannel channel;
    private Hash last = Hash.ZERO;

    AccessLog(Path file) {
        this.file = file;
    }

    /**
     * A question.
     *
     * @param actor the authenticated name, else {@code local}
     * @param from  the address that it came from
     */
    record Access(
            Instant at,
            String actor,
            String from,
            String method,
            String path,
            @Nullable String query) {}

    /**
     * Records a question.
     *
     * @throws IOException if that can't be done; then it is not to be answered
     */
    synchronized void record(Access access) throws IOException {
        FileChannel open = channel == null ? open() : channel;
        ObjectNode line = json.createObjectNode()
                .put("at", access.at().toString())
                .put("actor", access.actor())
                .put("from", access.from())
                .put("method", access.method())
                .put("path", access.path())
                .put("query", access.query())
                .put("prev", last.toString());
        byte[] bytes = json.writeValueAsBytes(line);
        write(open, bytes);
        last = Hash.digest(bytes);
    }

    private void write(FileChannel open, byte[] line) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put(END).flip();
        try {
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            open.force(false);
        } catch (IOException e) {
            // What stands there by now is found out when it is opened again.
            close();
            throw e;
        }
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel open =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(open);
            last = last(open);
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
        channel = open;
        return open;
    }

    private void lock(FileChannel open) throws IOException {
        FileLock lock;
        try {
            lock = open.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException(file + " is in use by this process", e);
        }
        if (lock == null) {
            throw new IOException(file + " is in use by another process");
        }
    }

    /** The hash of the last line; one that was cut off by a crash counts as it is. */
    private static Hash last(FileChannel open) throws IOException {
        long size = open.size();
        open.position(size);
        if (size == 0) {
            return Hash.ZERO;
        }
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, LONGEST_LINE));
        long from = size - tail.capacity();
        while (tail.hasRemaining() && open.read(tail, from + tail.position()) >= 0) {
            // Until all of it is read.
        }
        byte[] bytes = tail.array();
        int end = bytes.length;
        if (bytes[end - 1] == END) {
            end--;
        } else {
            open.write(ByteBuffer.wrap(new byte[] {END}));
        }
        int begin = end;
        while (begin > 0 && bytes[begin - 1] != END) {
            begin--;
        }
        return Hash.digest(Arrays.copyOfRange(bytes, begin, end));
    }

    /**
     * Lines as they stand, from line number {@code from} on, which begin with 0.
     *
     * @param more whether there are others behind them
     */
    record Lines(List<String> lines, boolean more) {}

    /** Reads at most so many lines. */
    synchronized Lines read(long from, int most) throws IOException {
        if (!Files.exists(file)) {
            return new Lines(List.of(), false);
        }
        try (Stream<String> all = Files.lines(file, StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>(all.skip(from).limit(most + 1L).toList());
            boolean more = lines.size() > most;
            return new Lines(more ? lines.subList(0, most) : lines, more);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
