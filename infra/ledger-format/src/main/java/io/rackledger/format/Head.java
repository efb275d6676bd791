package io.rackledger.format;

import java.time.Instant;

/**
 * Where a chain stands.
 *
 * @param size       number of events, which is the position of the next one
 * @param hash       of the last commit; {@link Hash#ZERO} before the first
 * @param recordedAt of the last commit
 */
public record Head(long size, Hash hash, Instant recordedAt) {
    /** Before the first record. */
    public static final Head EMPTY = new Head(0, Hash.ZERO, Instant.EPOCH);

    public Anchor anchor() {
        return new Anchor(size, hash);
    }
}
