package io.rackledger.transparency;

import io.rackledger.transparency.TreeFileException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes in a file that nobody else has open. Safe for any number of threads; each read and write is whole. No channel is
 * read from: a thread that is interrupted there closes it for all.
 */
final class OwnedFile implements Closeable {
    /** Of this process. On some systems, whoever opens and closes a locked file once more takes the lock away. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;

    /** Its position is guarded by itself. */
    private final RandomAccessFile file;

    private OwnedFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a file, or creates it.
     *
     * @throws TreeFileException if it is open already
     */
    static OwnedFile open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        if (!OPEN.add(absolute)) {
            throw new TreeFileException(Reason.IN_USE, absolute + " is open already");
        }
        OwnedFile file;
        try {
            file = new OwnedFile(absolute, new RandomAccessFile(absolute.toFile(), "rw"));
        } catch (IOException e) {
            OPEN.remove(absolute);
            throw e;
        }
        try {
            file.lock();
            return file;
        } catch (IOException e) {
            try (file) { // whatever closing says is told beside what happened
                throw e;
            }
        }
    }

    private void lock() throws IOException {
        if (file.getChannel().tryLock() == null) {
            throw new TreeFileException(Reason.IN_USE, path + " is open in another process");
        }
    }

    Path path() {
        return path;
    }

    boolean isOpen() {
        return file.getChannel().isOpen();
    }

    long length() throws IOException {
        return file.length();
    }

    void cut(long length) throws IOException {
        file.setLength(length);
    }

    byte[] read(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        synchronized (file) {
            file.seek(from);
            file.readFully(bytes);
        }
        return bytes;
    }

    void write(long from, byte[] bytes) throws IOException {
        synchronized (file) {
            file.seek(from);
            file.write(bytes);
        }
    }

    /** Returns when all that was written is on the disk. */
    void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            OPEN.remove(path);
        }
    }
}
