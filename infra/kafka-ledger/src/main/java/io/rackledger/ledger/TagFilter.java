package io.rackledger.ledger;

import java.nio.ByteBuffer;
import java.util.List;
import org.h2.mvstore.WriteBuffer;

/**
 * A Bloom filter of tags: says for certain which are not in a run, and is wrong about one in a hundred of the others.
 * Thread-safe once all are added.
 */
final class TagFilter {
    private static final int BITS_PER_TAG = 10;
    private static final int PROBES = 6;
    private static final int WORDS_PER_PART = 8192;

    private final long[] words;

    /** For at most so many tags. */
    TagFilter(long tags) {
        this(new long[(int) Math.max(1, Math.ceilDiv(tags * BITS_PER_TAG, Long.SIZE))]);
    }

    private TagFilter(long[] words) {
        this.words = words;
    }

    void add(long tag) {
        for (int i = 0; i < PROBES; i++) {
            long bit = bit(tag, i);
            words[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    boolean mayHold(long tag) {
        for (int i = 0; i < PROBES; i++) {
            long bit = bit(tag, i);
            if ((words[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private long bit(long tag, int probe) {
        long mixed = tag + probe * (Long.rotateLeft(tag, 32) | 1);
        return Long.remainderUnsigned(mixed, words.length * (long) Long.SIZE);
    }

    /** In how many parts it is written. */
    int parts() {
        return Math.ceilDiv(words.length, WORDS_PER_PART);
    }

    byte[] part(int part) {
        int from = part * WORDS_PER_PART;
        int to = Math.min(words.length, from + WORDS_PER_PART);
        WriteBuffer out = new WriteBuffer((to - from + 2) * Long.BYTES);
        out.putInt(part).putInt(words.length);
        for (int i = from; i < to; i++) {
            out.putLong(words[i]);
        }
        return Checksum.sealed(out);
    }

    /** Reads its parts. */
    static TagFilter of(List<ByteBuffer> parts) {
        long[] words = new long[parts.getFirst().getInt(Integer.BYTES)];
        for (int part = 0; part < parts.size(); part++) {
            ByteBuffer in = parts.get(part);
            if (in.getInt() != part || in.getInt() != words.length) {
                throw new IndexDamagedException("a filter's part " + part + " belongs elsewhere");
            }
            for (int i = part * WORDS_PER_PART; in.hasRemaining(); i++) {
                words[i] = in.getLong();
            }
        }
        return new TagFilter(words);
    }
}
