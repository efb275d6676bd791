package io.rackledger.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/** Commands as lines of JSON, one after the other. For one thread. */
interface CommandLines extends Closeable {
    /**
     * A command.
     *
     * @param number where it stands in the file, from 1
     * @param json   the command, without a line feed
     */
    record Line(long number, byte[] json) {}

    /**
     * The next one; empty at the end.
     *
     * @throws FailedException if it can't be sent
     */
    Optional<Line> next() throws IOException;

    @Override
    default void close() throws IOException {}

    /** Those that are in memory already. */
    static CommandLines of(Iterable<Line> lines) {
        Iterator<Line> each = lines.iterator();
        return () -> each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }
}
