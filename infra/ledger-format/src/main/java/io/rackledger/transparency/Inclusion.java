package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.transparency.RefusedException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Proofs that a leaf stands in a tree: RFC 9162, sections 2.1.3.1 and 2.1.3.2. Stateless.
 *
 * <p>A proof says how to come from the leaf to the root, and binds the leaf to its index only together with the size:
 * trees of several sizes may have the same way from the same index. So the size must come from where the root does,
 * which is from a head that is trusted.
 */
public final class Inclusion {
    private Inclusion() {}

    /**
     * The hashes beside the way from a leaf up to the root.
     *
     * @param index  of the leaf, which is the position of the event
     * @param size   of the tree whose root is to be reached
     * @param hashes must reach that far
     * @throws IllegalArgumentException if the index isn't below the size
     */
    public static List<Hash> prove(long index, long size, TreeHashes hashes) throws IOException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<Hash> proof = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + Nodes.split(to - from);
            if (index < middle) {
                proof.add(Nodes.over(hashes, middle, to));
                to = middle;
            } else {
                proof.add(Nodes.over(hashes, from, middle));
                from = middle;
            }
        }
        return List.copyOf(proof.reversed());
    }

    /**
     * Returns if the proof leads from the leaf to the root.
     *
     * @throws RefusedException if it doesn't
     */
    public static void verify(long index, Hash leaf, List<Hash> proof, TreeHead tree) throws RefusedException {
        if (index < 0 || index >= tree.size()) {
            throw new RefusedException(Reason.INDEX_BEYOND_TREE, "no leaf " + index + " in a tree of " + tree.size());
        }
        long node = index;
        long last = tree.size() - 1;
        Hash reached = leaf;
        for (Hash beside : proof) {
            if (last == 0) {
                throw new RefusedException(Reason.PROOF_TOO_LONG, proof.size() + " hashes lead beyond the root");
            }
            if ((node & 1) == 1 || node == last) {
                reached = Nodes.inner(beside, reached);
                int alone = Long.numberOfTrailingZeros(node);
                node >>= alone;
                last >>= alone;
            } else {
                reached = Nodes.inner(reached, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw new RefusedException(Reason.PROOF_TOO_SHORT, proof.size() + " hashes don't lead to the root");
        }
        if (!reached.equals(tree.root())) {
            throw new RefusedException(
                    Reason.ROOT_DIFFERS, "the proof leads to " + reached + ", and the root is " + tree.root());
        }
    }
}
