package io.rackledger.transparency;

/**
 * In which order a {@link TreeFile} holds hashes: each leaf, and right behind it each subtree that it completes, from the
 * smallest to the largest. So whatever is appended comes last, and nothing is ever written anew. Stateless.
 */
final class TreeLayout {
    private TreeLayout() {}

    /** How many hashes stand before that of a leaf; so many belong to a tree of that size. */
    static long before(long leaf) {
        return 2 * leaf - Long.bitCount(leaf);
    }

    /** How many hashes stand before that of a subtree: those before its last leaf, and those below it since. */
    static long before(int level, long index) {
        long lastLeaf = (index + 1 << level) - 1;
        return before(lastLeaf) + level;
    }

    /** The size of the largest tree that so many hashes hold. */
    static long leavesIn(long hashes) {
        long leaves = hashes / 2;
        while (before(leaves + 1) <= hashes) {
            leaves++;
        }
        return leaves;
    }
}
