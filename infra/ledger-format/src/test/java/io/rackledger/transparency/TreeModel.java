package io.rackledger.transparency;

import io.rackledger.format.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree as RFC 6962, section 2.1, defines it, word for word and without any thought for speed. It also judges proofs by
 * those definitions, and not by the steps of RFC 9162. Shares no code with what it is compared with, but for SHA-256.
 */
final class TreeModel {
    static final Hash EMPTY = Hash.digest();

    private TreeModel() {}

    /** The leaf of the event with that number. */
    static Hash leaf(long number) {
        return Hash.digest(ByteBuffer.allocate(9).put((byte) 0).putLong(number).array());
    }

    static List<Hash> leaves(long from, long to) {
        List<Hash> leaves = new ArrayList<>();
        for (long number = from; number < to; number++) {
            leaves.add(leaf(number));
        }
        return leaves;
    }

    static TreeHead head(List<Hash> leaves) {
        return new TreeHead(leaves.size(), root(leaves));
    }

    /** MTH(D[n]) of section 2.1, from the hashes of leaves. */
    static Hash root(List<Hash> d) {
        if (d.isEmpty()) {
            return EMPTY;
        }
        if (d.size() == 1) {
            return d.getFirst();
        }
        int k = (int) split(d.size());
        return node(root(d.subList(0, k)), root(d.subList(k, d.size())));
    }

    /** PATH(m, D[n]) of section 2.1.1. */
    static List<Hash> path(int m, List<Hash> d) {
        if (d.size() == 1) {
            return new ArrayList<>();
        }
        int k = (int) split(d.size());
        boolean left = m < k;
        List<Hash> path = left ? path(m, d.subList(0, k)) : path(m - k, d.subList(k, d.size()));
        path.add(root(left ? d.subList(k, d.size()) : d.subList(0, k)));
        return path;
    }

    /** PROOF(m, D[n]) of section 2.1.2. */
    static List<Hash> proof(int m, List<Hash> d) {
        return subproof(m, d, true);
    }

    private static List<Hash> subproof(int m, List<Hash> d, boolean complete) {
        if (m == d.size()) {
            return complete ? new ArrayList<>() : new ArrayList<>(List.of(root(d)));
        }
        int k = (int) split(d.size());
        boolean left = m <= k;
        List<Hash> proof =
                left ? subproof(m, d.subList(0, k), complete) : subproof(m - k, d.subList(k, d.size()), false);
        proof.add(root(left ? d.subList(k, d.size()) : d.subList(0, k)));
        return proof;
    }

    /** Whether the path is of the length that section 2.1.1 gives it, and leads to the root. */
    static boolean includes(long index, Hash leaf, List<Hash> path, TreeHead tree) {
        if (index < 0 || index >= tree.size()) {
            return false;
        }
        Deque<Hash> rest = new ArrayDeque<>(path);
        Hash reached = climb(index, tree.size(), leaf, rest);
        return rest.isEmpty() && tree.root().equals(reached);
    }

    private static @Nullable Hash climb(long m, long n, Hash leaf, Deque<Hash> rest) {
        if (n == 1) {
            return leaf;
        }
        long k = split(n);
        Hash below = m < k ? climb(m, k, leaf, rest) : climb(m - k, n - k, leaf, rest);
        Hash beside = rest.poll();
        if (below == null || beside == null) {
            return null;
        }
        return m < k ? node(below, beside) : node(beside, below);
    }

    /** Whether the proof is of the length that section 2.1.2 gives it, and leads to both roots. */
    static boolean follows(TreeHead older, TreeHead newer, List<Hash> proof) {
        if (older.size() > newer.size() || !sound(older) || !sound(newer)) {
            return false;
        }
        if (older.size() == 0) {
            return proof.isEmpty();
        }
        Deque<Hash> rest = new ArrayDeque<>(proof);
        Both reached = climb(older.size(), newer.size(), true, older.root(), rest);
        return reached != null
                && rest.isEmpty()
                && reached.older.equals(older.root())
                && reached.newer.equals(newer.root());
    }

    private static boolean sound(TreeHead head) {
        return head.size() > 0 || head.root().equals(EMPTY);
    }

    private record Both(Hash older, Hash newer) {}

    private static @Nullable Both climb(long m, long n, boolean complete, Hash olderRoot, Deque<Hash> rest) {
        if (m == n) {
            Hash both = complete ? olderRoot : rest.poll();
            return both == null ? null : new Both(both, both);
        }
        long k = split(n);
        Both below = m <= k ? climb(m, k, complete, olderRoot, rest) : climb(m - k, n - k, false, olderRoot, rest);
        Hash beside = rest.poll();
        if (below == null || beside == null) {
            return null;
        }
        return m <= k
                ? new Both(below.older, node(below.newer, beside))
                : new Both(node(beside, below.older), node(beside, below.newer));
    }

    /** The largest power of two below n. */
    private static long split(long n) {
        long k = 1;
        while (k < n - k) {
            k *= 2;
        }
        return k;
    }

    private static Hash node(Hash left, Hash right) {
        byte[] one = {1};
        return Hash.digest(one, left.bytes(), right.bytes());
    }
}
