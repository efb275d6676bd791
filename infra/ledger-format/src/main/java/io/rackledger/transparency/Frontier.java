package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The right edge of a tree: all that is needed to append leaves and to know the root, one hash for each 1 in the binary
 * form of the size. Confined to one thread.
 */
public final class Frontier {
    /** From the largest complete subtree to the smallest. */
    private final Hash[] peaks = new Hash[Long.SIZE];

    private long size;

    /** Of the tree without leaves. */
    public Frontier() {}

    /** As the tree had it at a size; the hashes must reach that far. */
    public static Frontier of(long size, TreeHashes hashes) throws IOException {
        Frontier frontier = new Frontier();
        frontier.size = size;
        long from = 0;
        for (int i = 0; i < Long.bitCount(size); i++) {
            long leaves = Long.highestOneBit(size - from);
            frontier.peaks[i] = Nodes.over(hashes, from, from + leaves);
            from += leaves;
        }
        return frontier;
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws MalformedException if it is anything else
     */
    public static Frontier decode(byte[] encoded) throws MalformedException {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        long size = encoded.length < Long.BYTES ? -1 : in.getLong();
        if (size < 0 || in.remaining() != Long.bitCount(size) * Hash.LENGTH) {
            throw new MalformedException("a frontier is a size, and a hash for each 1 in its binary form");
        }
        Frontier frontier = new Frontier();
        frontier.size = size;
        byte[] hash = new byte[Hash.LENGTH];
        for (int i = 0; in.hasRemaining(); i++) {
            in.get(hash);
            frontier.peaks[i] = Hash.of(hash);
        }
        return frontier;
    }

    /** The size in eight bytes, big-endian, and the roots of the complete subtrees, from the largest to the smallest. */
    public byte[] encode() {
        int count = Long.bitCount(size);
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + count * Hash.LENGTH).putLong(size);
        for (int i = 0; i < count; i++) {
            out.put(peaks[i].bytes());
        }
        return out.array();
    }

    /** A frontier that goes its own way from here. */
    public Frontier copy() {
        Frontier copy = new Frontier();
        copy.size = size;
        System.arraycopy(peaks, 0, copy.peaks, 0, peaks.length);
        return copy;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** Appends the hash of a leaf. */
    public void append(Hash leaf) {
        append(leaf, completed -> {});
    }

    /** Appends the hashes of leaves, in their order. */
    public void append(List<Hash> leaves) {
        leaves.forEach(this::append);
    }

    /** Appends a leaf, and tells of each subtree that it completes: the leaf itself first, then upwards. */
    void append(Hash leaf, Consumer<Hash> completed) {
        int last = Long.bitCount(size);
        Hash subtree = leaf;
        completed.accept(subtree);
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            last--;
            subtree = Nodes.inner(peaks[last], subtree);
            completed.accept(subtree);
        }
        peaks[last] = subtree;
        size = Math.addExact(size, 1);
    }

    /** The tree's head. */
    public TreeHead head() {
        return new TreeHead(size, root());
    }

    /** The tree's hash. */
    public Hash root() {
        int last = Long.bitCount(size) - 1;
        if (last < 0) {
            return Nodes.EMPTY;
        }
        Hash root = peaks[last];
        for (int i = last - 1; i >= 0; i--) {
            root = Nodes.inner(peaks[i], root);
        }
        return root;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frontier frontier && Arrays.equals(encode(), frontier.encode());
    }

    @Override
    public int hashCode() {
        return root().hashCode();
    }

    @Override
    public String toString() {
        return "frontier at " + size;
    }
}
