package io.rackledger.quickstart;

import io.rackledger.erasure.SubjectKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The folder that holds everything: the broker's log, the views, who runs on it. Used by one process at a time. */
final class DataFolder implements AutoCloseable {
    private static final String FORMAT = "1";

    /** A file that says that what people write is encrypted. */
    private static final String ERASABLE = "erasable";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Opens a folder, or makes it. */
    static DataFolder open(Path given) throws StartException {
        Path path = given.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartException(
                        "Rackledger runs on " + path + " already: see ./rackledger status, stop it with"
                                + " ./rackledger down, or choose another folder with --data.");
            }
            checkFormat(path.resolve("format"));
            return new DataFolder(path, channel, lock);
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + path + " can't be used (" + e + "): choose another with --data.", e);
        }
    }

    private static void checkFormat(Path file) throws IOException, StartException {
        if (!Files.exists(file)) {
            Files.writeString(file, FORMAT + "\n");
        }
        String format = Files.readString(file).strip();
        if (!format.equals(FORMAT)) {
            throw new StartException("The data folder " + file.getParent() + " is of format '" + format
                    + "' and this program reads format " + FORMAT
                    + ": use the version that wrote it, or choose another folder with --data.");
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Where the keys of people lie. */
    Path subjectKeys() {
        return path.resolve(SubjectKeys.FOLDER);
    }

    /**
     * Whether what people write here is encrypted, now and at every later start.
     *
     * @throws StartException if it is, and the keys are gone: without them it would be recorded plain, or under others
     */
    boolean isErasable() throws StartException {
        Path mark = path.resolve(ERASABLE);
        boolean erasable = Files.exists(mark);
        if (erasable && !Files.isDirectory(subjectKeys())) {
            throw new StartException("The keys of people, " + subjectKeys()
                    + ", are gone: put the folder back. If it is lost, what is encrypted under them is erased; to go on"
                    + " with new ones, delete " + mark + " and start with --erasable.");
        }
        return erasable;
    }

    /** Has what people write here encrypted from now on. */
    void beErasable() throws StartException {
        if (isErasable()) {
            return;
        }
        try {
            new SubjectKeys(subjectKeys()).make();
            Files.createFile(path.resolve(ERASABLE));
        } catch (IOException e) {
            throw new StartException("The folder for keys, " + subjectKeys() + ", can't be made: " + e, e);
        }
    }

    /** Says who runs where, for those that look for it. */
    void announce(Map<String, Object> running) throws IOException {
        Path file = path.resolve("rackledger.json");
        Path fresh = path.resolve("rackledger.json.new");
        Files.writeString(fresh, JsonMapper.builder().build().writeValueAsString(running));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path.resolve("rackledger.json"));
        lock.release();
        channel.close();
    }
}
