package io.rackledger.ledger;

import io.rackledger.format.Tag;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Where positions stand in a run: by tag, then type, then position.
 *
 * @param tag  a hash of the tag, or {@link #EVERY}; two tags may share one, so what is found must be looked at
 * @param type the number of the type
 * @param from the first position
 */
record PostingKey(long tag, int type, long from) implements Comparable<PostingKey> {
    /** What every event carries: so that it is found by its type alone. */
    static final long EVERY = 0;

    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int MEMORY = 48;

    static long hash(Tag tag) {
        long hash = mix(mix(PRIME, tag.key()) ^ tag.key().length(), tag.value());
        hash = (hash ^ (hash >>> 32)) * PRIME;
        hash ^= hash >>> 29;
        return hash == EVERY ? 1 : hash;
    }

    private static long mix(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
            hash ^= hash >>> 31;
        }
        return hash;
    }

    boolean sameList(PostingKey other) {
        return tag == other.tag && type == other.type;
    }

    @Override
    public int compareTo(PostingKey other) {
        if (tag != other.tag) {
            return Long.compare(tag, other.tag);
        }
        return type == other.type ? Long.compare(from, other.from) : Integer.compare(type, other.type);
    }

    void write(WriteBuffer out) {
        out.putLong(tag).putVarInt(type).putVarLong(from);
    }

    static PostingKey read(ByteBuffer in) {
        return new PostingKey(in.getLong(), DataUtils.readVarInt(in), DataUtils.readVarLong(in));
    }

    /** Keys in a map. */
    static final class Type extends BasicDataType<PostingKey> {
        static final Type INSTANCE = new Type();

        @Override
        public int compare(PostingKey one, PostingKey other) {
            return one.compareTo(other);
        }

        @Override
        public int getMemory(PostingKey key) {
            return MEMORY;
        }

        @Override
        public void write(WriteBuffer out, PostingKey key) {
            key.write(out);
        }

        @Override
        public PostingKey read(ByteBuffer in) {
            return PostingKey.read(in);
        }

        @Override
        public PostingKey[] createStorage(int size) {
            return new PostingKey[size];
        }
    }
}
