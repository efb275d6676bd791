package io.rackledger.ledger;

import java.util.Arrays;
import java.util.function.LongPredicate;

/** Ascending positions. Guarded by the index's lock. */
final class Postings {
    private static final int FIRST_CAPACITY = 4;

    private long[] positions = new long[FIRST_CAPACITY];
    private int size;

    void add(long position) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size++] = position;
    }

    void removeLast() {
        size--;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Visits the positions in [from, to) in their order until {@code visit} says no. */
    void forEach(long from, long to, LongPredicate visit) {
        int start = Arrays.binarySearch(positions, 0, size, from);
        for (int i = start < 0 ? -start - 1 : start; i < size && positions[i] < to; i++) {
            if (!visit.test(positions[i])) {
                return;
            }
        }
    }
}
