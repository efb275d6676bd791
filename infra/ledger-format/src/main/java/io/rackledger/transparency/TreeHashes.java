package io.rackledger.transparency;

import io.rackledger.format.Hash;
import java.io.IOException;

/** Where the hashes of a tree's complete subtrees come from; what proofs are made of. */
@FunctionalInterface
public interface TreeHashes {
    /**
     * The hash of a complete subtree.
     *
     * @param level 0 for leaves; a subtree of level n has 2^n leaves
     * @param index from 0, among the subtrees of this level from the left; so its first leaf is {@code index << level}
     * @throws IllegalArgumentException if the tree has no such subtree, or none that is complete
     * @throws IOException              if it can't be read
     */
    Hash at(int level, long index) throws IOException;
}
