package io.rackledger.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the file of an index, and sets it aside where it is of no use: everything in it stands in the log. */
final class IndexFile {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFile.class);
    private static final int LOCKED = DataUtils.ERROR_FILE_LOCKED;
    private static final int UNWRITTEN = DataUtils.ERROR_WRITING_FAILED;

    /** A store wraps what its threads tell one another. */
    private static final int MOST_CAUSES = 20;

    private static final int COMPACT_BELOW_PERCENT = 60;
    private static final int KILOBYTES_BETWEEN_COMMITS = 4 << 10;

    private IndexFile() {}

    /**
     * Opens the index of a ledger; an empty one, where there is none or none that can be used.
     *
     * @throws IndexUnavailableException if another process uses it, or nothing can be written there
     */
    static StoredIndex open(IndexSettings settings, String ledger) {
        Path given = settings.file();
        if (given == null) {
            return new StoredIndex(inMemory(), ledger);
        }
        Path file = given.toAbsolutePath().normalize();
        prepare(file);
        if (Files.exists(mark(file))) {
            setAside(file, ledger, "it was found damaged when it was read last");
        }
        try {
            return open(file, settings, ledger);
        } catch (IndexDamagedException e) {
            setAside(file, ledger, String.valueOf(e.getMessage()));
            return open(file, settings, ledger);
        }
    }

    /** A store without a file. */
    static MVStore inMemory() {
        MVStore store = new MVStore.Builder().open();
        store.setVersionsToKeep(0);
        return store;
    }

    private static void prepare(Path file) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new IndexUnavailableException("The folder of index " + file + " can't be made: " + e, e);
        }
        if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isReadable(file) && Files.isWritable(file))) {
            throw new IndexUnavailableException(
                    "Index " + file + " can't be used: it is no file that can be read and written", null);
        }
    }

    private static StoredIndex open(Path file, IndexSettings settings, String ledger) {
        MVStore store = store(file, settings);
        try {
            return new StoredIndex(store, ledger);
        } catch (IndexDamagedException e) {
            store.closeImmediately();
            throw e;
        } catch (RuntimeException e) {
            // What a store throws at bytes that it did not write is nowhere said.
            store.closeImmediately();
            throw new IndexDamagedException("it can't be read: " + e, e);
        }
    }

    /** Reading must not close the file where a thread is interrupted, as it otherwise does. */
    private static MVStore store(Path file, IndexSettings settings) {
        try {
            return new MVStore.Builder()
                    .fileName("retry:" + file)
                    .cacheSize(settings.cacheMegabytes())
                    .autoCommitBufferSize(KILOBYTES_BETWEEN_COMMITS)
                    .autoCompactFillRate(COMPACT_BELOW_PERCENT)
                    .backgroundExceptionHandler((thread, e) -> LOG.error("The store of index {} failed", file, e))
                    .open();
        } catch (MVStoreException e) {
            if (e.getErrorCode() == LOCKED) {
                throw new IndexUnavailableException(
                        "Index " + file + " is in use by another process: each needs a file of its own", e);
            }
            throw new IndexDamagedException("it can't be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IndexDamagedException("it can't be opened: " + e, e);
        }
    }

    /**
     * Why the file could not be written, if a store failed because of that; null if it failed for another reason. After
     * such a failure a store is closed, which is what those find who read: what it holds is as good as before.
     */
    static @Nullable String unwritten(RuntimeException failure) {
        Throwable cause = failure;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            if (cause instanceof MVStoreException e && e.getErrorCode() == UNWRITTEN) {
                return e.getMessage()
                        + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** Has the file set aside at the next opening. */
    static void markDamaged(@Nullable Path file) {
        if (file != null) {
            try {
                Files.writeString(mark(file.toAbsolutePath().normalize()), "");
            } catch (IOException e) {
                LOG.error("Index {} can't be marked as damaged: delete it", file, e);
            }
        }
    }

    private static Path mark(Path file) {
        return file.resolveSibling(file.getFileName() + ".damaged");
    }

    private static void setAside(Path file, String ledger, String because) {
        Path aside = file.resolveSibling(file.getFileName() + ".aside");
        LOG.warn(
                "Index {} of ledger '{}' is of no use: {}. It is set aside as {}, which can be deleted, and built anew"
                        + " from the first record of the log",
                file,
                ledger,
                because,
                aside);
        try {
            if (Files.exists(file)) {
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(mark(file));
        } catch (IOException e) {
            throw new IndexUnavailableException("Index " + file + " can't be set aside: " + e, e);
        }
    }
}
