package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.transparency.RefusedException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Proofs that a tree holds all that an older one held, at the same place: RFC 9162, sections 2.1.4.1 and 2.1.4.2.
 * Stateless.
 *
 * <p>A tree is consistent with itself, and every tree with the one without leaves; the proof is empty then, as
 * c2sp.org/tlog-witness has it. As with {@link Inclusion}, sizes must come from where the roots do.
 */
public final class Consistency {
    private Consistency() {}

    /**
     * The hashes that both roots can be had from.
     *
     * @param hashes must reach up to the newer size
     * @throws IllegalArgumentException if the older size is negative or above the newer
     */
    public static List<Hash> prove(long older, long newer, TreeHashes hashes) throws IOException {
        if (older < 0 || older > newer) {
            throw new IllegalArgumentException("a tree of " + newer + " leaves follows none of " + older);
        }
        if (older == 0 || older == newer) {
            return List.of();
        }
        List<Hash> proof = new ArrayList<>();
        long from = 0;
        long to = newer;
        while (to != older) {
            long middle = from + Nodes.split(to - from);
            if (older <= middle) {
                proof.add(Nodes.over(hashes, middle, to));
                to = middle;
            } else {
                proof.add(Nodes.over(hashes, from, middle));
                from = middle;
            }
        }
        if (from > 0) {
            proof.add(Nodes.over(hashes, from, to));
        }
        return List.copyOf(proof.reversed());
    }

    /**
     * Returns if the proof leads to both roots.
     *
     * @throws RefusedException if it doesn't
     */
    public static void verify(TreeHead older, TreeHead newer, List<Hash> proof) throws RefusedException {
        if (older.size() > newer.size()) {
            throw new RefusedException(
                    Reason.TREE_SHRANK, "a tree of " + newer.size() + " leaves follows none of " + older.size());
        }
        requireEmptyRoot(older);
        requireEmptyRoot(newer);
        if (older.size() == 0 || older.size() == newer.size()) {
            verifyWithout(older, newer, proof);
        } else {
            verifyWith(older, newer, proof);
        }
    }

    private static void requireEmptyRoot(TreeHead head) throws RefusedException {
        if (head.size() == 0 && !head.equals(TreeHead.EMPTY)) {
            throw new RefusedException(
                    Reason.EMPTY_TREE_HAS_OTHER_ROOT, head.root() + " is not the root of a tree without leaves");
        }
    }

    private static void verifyWithout(TreeHead older, TreeHead newer, List<Hash> proof) throws RefusedException {
        if (!proof.isEmpty()) {
            throw new RefusedException(Reason.PROOF_TOO_LONG, proof.size() + " hashes where none is needed");
        }
        if (older.size() > 0 && !older.root().equals(newer.root())) {
            throw new RefusedException(
                    Reason.NEWER_ROOT_DIFFERS,
                    "trees of " + older.size() + " leaves have roots " + older.root() + " and " + newer.root());
        }
    }

    private static void verifyWith(TreeHead older, TreeHead newer, List<Hash> proof) throws RefusedException {
        int alone = Long.numberOfTrailingZeros(older.size());
        long node = older.size() - 1 >> alone;
        long last = newer.size() - 1 >> alone;
        boolean complete = node == 0;
        if (!complete && proof.isEmpty()) {
            throw new RefusedException(Reason.PROOF_TOO_SHORT, "no hashes where some are needed");
        }
        Hash olderReached = complete ? older.root() : proof.getFirst();
        Hash newerReached = olderReached;
        for (Hash beside : complete ? proof : proof.subList(1, proof.size())) {
            if (last == 0) {
                throw new RefusedException(Reason.PROOF_TOO_LONG, proof.size() + " hashes lead beyond the root");
            }
            if ((node & 1) == 1 || node == last) {
                olderReached = Nodes.inner(beside, olderReached);
                newerReached = Nodes.inner(beside, newerReached);
                int passed = Long.numberOfTrailingZeros(node);
                node >>= passed;
                last >>= passed;
            } else {
                newerReached = Nodes.inner(newerReached, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        compare(older, olderReached, newer, newerReached, last);
    }

    private static void compare(TreeHead older, Hash olderReached, TreeHead newer, Hash newerReached, long last)
            throws RefusedException {
        if (last != 0) {
            throw new RefusedException(Reason.PROOF_TOO_SHORT, "the proof doesn't lead to the root");
        }
        if (!olderReached.equals(older.root())) {
            throw new RefusedException(
                    Reason.OLDER_ROOT_DIFFERS,
                    "the proof leads to " + olderReached + ", and the older root is " + older.root());
        }
        if (!newerReached.equals(newer.root())) {
            throw new RefusedException(
                    Reason.NEWER_ROOT_DIFFERS,
                    "the proof leads to " + newerReached + ", and the newer root is " + newer.root());
        }
    }
}
