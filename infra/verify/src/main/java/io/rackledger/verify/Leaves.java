package io.rackledger.verify;

import io.rackledger.format.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The leaves of a tree, 32 bytes each. For one thread. */
final class Leaves {
    private static final int PER_BLOCK = 1 << 15;

    private final List<byte[]> blocks = new ArrayList<>();
    private long size;

    void add(Hash leaf) {
        int at = (int) (size % PER_BLOCK) * Hash.LENGTH;
        if (at == 0) {
            blocks.add(new byte[PER_BLOCK * Hash.LENGTH]);
        }
        System.arraycopy(leaf.bytes(), 0, blocks.getLast(), at, Hash.LENGTH);
        size++;
    }

    /** Gives the first ones to somebody. */
    void first(long most, Consumer<Hash> taker) {
        for (long i = 0; i < Math.min(most, size); i++) {
            int at = (int) (i % PER_BLOCK) * Hash.LENGTH;
            byte[] block = blocks.get((int) (i / PER_BLOCK));
            taker.accept(Hash.of(Arrays.copyOfRange(block, at, at + Hash.LENGTH)));
        }
    }
}
