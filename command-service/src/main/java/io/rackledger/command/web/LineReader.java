package io.rackledger.command.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, each up to a limit: what is longer is passed over and told. Confined to one thread. */
final class LineReader {
    /** A line without its end; {@code tooLong} if it had more bytes than allowed, which are gone. */
    record Line(long number, byte[] bytes, boolean tooLong) {
        /** Whether it holds nothing but blanks. */
        boolean isBlank() {
            if (tooLong) {
                return false;
            }
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    private final InputStream in;
    private final int mostBytes;
    private final byte[] buffer = new byte[64 << 10];
    private int next;
    private int end;
    private long number;
    private long bytesRead;

    LineReader(InputStream in, int mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    /** The next line; null at the end. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        boolean tooLong = false;
        while (fill()) {
            any = true;
            int stop = next;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            tooLong |= line.size() + (stop - next) > mostBytes;
            if (!tooLong) {
                line.write(buffer, next, stop - next);
            }
            bytesRead += stop + 1 - next;
            next = stop + 1;
            if (stop < end) {
                break;
            }
        }
        return any ? new Line(++number, tooLong ? new byte[0] : line.toByteArray(), tooLong) : null;
    }

    /** Whether something of the next line is there already. */
    boolean ready() throws IOException {
        return next < end || in.available() > 0;
    }

    /** How much of the input has been taken. */
    long bytesRead() {
        return bytesRead;
    }

    /** What is told of a line that had more bytes than allowed. */
    static MalformedCommandException tooLong(int mostBytes) {
        return new MalformedCommandException("", "a line has at most " + mostBytes + " bytes");
    }

    private boolean fill() throws IOException {
        if (next < end) {
            return true;
        }
        end = in.read(buffer);
        next = 0;
        return end > 0;
    }
}
