package io.rackledger.format;

import java.util.Arrays;

/** The commits of a chain by size and hash, for looking an {@link Anchor} up. Not thread-safe. */
public final class Lineage {
    private static final int FIRST_CAPACITY = 1024;

    private long[] sizes = new long[FIRST_CAPACITY];
    private byte[] hashes = new byte[FIRST_CAPACITY * Hash.LENGTH];
    private int count;

    /** Adds the next commit; its size is that of the last one at least. */
    public void add(Anchor anchor) {
        if (count == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count * Hash.LENGTH);
        }
        sizes[count] = anchor.size();
        System.arraycopy(anchor.hash().bytes(), 0, hashes, count * Hash.LENGTH, Hash.LENGTH);
        count++;
    }

    /** Whether it holds that commit. */
    public boolean contains(Anchor anchor) {
        return indexOf(anchor) >= 0;
    }

    /**
     * Forgets every commit beyond that one; all of them, if it is {@link Head#EMPTY}'s.
     *
     * @throws IllegalArgumentException if it doesn't hold that commit
     */
    public void truncate(Anchor anchor) {
        int found = anchor.hash().equals(Hash.ZERO) ? -1 : indexOf(anchor);
        if (found < 0 && !anchor.hash().equals(Hash.ZERO)) {
            throw new IllegalArgumentException("no commit " + anchor);
        }
        count = found + 1;
    }

    /** How many commits were added before that one; −1 if it doesn't hold it. */
    public int indexOf(Anchor anchor) {
        int found = Arrays.binarySearch(sizes, 0, count, anchor.size());
        for (int i = found; i >= 0 && sizes[i] == anchor.size(); i--) {
            if (anchor.hash().matches(hashes, i * Hash.LENGTH)) {
                return i;
            }
        }
        for (int i = found + 1; found >= 0 && i < count && sizes[i] == anchor.size(); i++) {
            if (anchor.hash().matches(hashes, i * Hash.LENGTH)) {
                return i;
            }
        }
        return -1;
    }
}
