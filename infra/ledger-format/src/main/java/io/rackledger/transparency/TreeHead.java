package io.rackledger.transparency;

import io.rackledger.format.Hash;
import java.io.IOException;

/**
 * What a tree was when it had so many leaves. It is a statement, and may be a false one.
 *
 * @param size number of leaves, which is the number of events
 * @param root the tree's hash, RFC 6962, section 2.1
 */
public record TreeHead(long size, Hash root) {
    /** Of the tree without leaves. */
    public static final TreeHead EMPTY = new TreeHead(0, Nodes.EMPTY);

    /**
     * @throws IllegalArgumentException if the size is negative
     */
    public TreeHead {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no " + size + " leaves");
        }
    }

    /** The head that the tree had at a size; the hashes must reach that far. */
    public static TreeHead of(long size, TreeHashes hashes) throws IOException {
        return size == 0 ? EMPTY : new TreeHead(size, Nodes.over(hashes, 0, size));
    }
}
