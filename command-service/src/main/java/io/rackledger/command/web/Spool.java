package io.rackledger.command.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Answers that wait for a client that is still sending: kept in a temporary file, so that neither side has to wait for
 * the other and memory stays bounded. One thread writes, one reads. Thread-safe.
 */
final class Spool implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final FileChannel file;
    private long written;
    private boolean complete;

    Spool() throws IOException {
        Path path = Files.createTempFile("import-", ".ndjson");
        file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    synchronized void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            written += file.write(buffer, written);
        }
        notifyAll();
    }

    /** Nothing follows. */
    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** Copies everything to the client as it comes, until it is complete. */
    void copyTo(OutputStream out) throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long read = 0;
        for (long end = awaitBeyond(read); end > read; end = awaitBeyond(read)) {
            buffer.clear().limit((int) Math.min(BUFFER, end - read));
            int count = file.read(buffer, read);
            out.write(buffer.array(), 0, count);
            read += count;
            if (read == end) {
                out.flush();
            }
        }
    }

    private synchronized long awaitBeyond(long read) throws InterruptedException {
        while (written == read && !complete) {
            wait();
        }
        return written;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
