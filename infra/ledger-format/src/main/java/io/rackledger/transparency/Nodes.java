package io.rackledger.transparency;

import io.rackledger.format.Hash;
import java.io.IOException;

/** The hashes of RFC 6962, section 2.1, that are no leaves. Stateless. */
final class Nodes {
    /** The root of a tree without leaves: SHA-256 of nothing. */
    static final Hash EMPTY = Hash.digest();

    /** More hashes no proof has: a size is below 2^63. */
    static final int LONGEST_PROOF = 63;

    private static final byte[] INNER = {0x01};

    private Nodes() {}

    /** SHA-256(0x01 ‖ left ‖ right). */
    static Hash inner(Hash left, Hash right) {
        return Hash.digest(INNER, left.bytes(), right.bytes());
    }

    /** Where a tree of so many leaves, two at least, is split: the largest power of two below. */
    static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    /** The level of the complete subtree of so many leaves. */
    static int level(long leaves) {
        return Long.numberOfTrailingZeros(leaves);
    }

    /**
     * The root over the leaves from one up to another, of which a tree's splits made one subtree.
     *
     * @param from is a multiple of the largest power of two that is not above the number of leaves
     */
    static Hash over(TreeHashes hashes, long from, long to) throws IOException {
        long leaves = to - from;
        if (leaves == Long.lowestOneBit(leaves)) {
            int level = level(leaves);
            return hashes.at(level, from >> level);
        }
        long middle = from + split(leaves);
        return inner(over(hashes, from, middle), over(hashes, middle, to));
    }
}
