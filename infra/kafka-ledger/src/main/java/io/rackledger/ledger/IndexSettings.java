package io.rackledger.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the index of a ledger lies.
 *
 * @param file           of this ledger and this process alone; null to keep the index in memory and read the whole log at
 *                       each start
 * @param cacheMegabytes how much of the file to hold in memory
 */
public record IndexSettings(@Nullable Path file, int cacheMegabytes) {
    /** How much of a file to hold in memory where nothing else is said. */
    public static final int CACHE_MEGABYTES = 64;

    /** No file. */
    public static final IndexSettings IN_MEMORY = new IndexSettings(null, CACHE_MEGABYTES);

    /**
     * @throws IllegalArgumentException if the cache is smaller than a megabyte
     */
    public IndexSettings {
        if (cacheMegabytes < 1) {
            throw new IllegalArgumentException("a cache of " + cacheMegabytes + " MB");
        }
    }

    /** In that file, with a cache of the usual size. */
    public static IndexSettings in(Path file) {
        return new IndexSettings(file, CACHE_MEGABYTES);
    }

    /** The same for another ledger, in a file beside this one. */
    public IndexSettings besides(String ledger) {
        return new IndexSettings(
                file == null ? null : file.resolveSibling(file.getFileName() + "-" + ledger), cacheMegabytes);
    }
}
