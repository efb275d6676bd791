package io.rackledger.ledger;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes a run: positions in the order of tag, type and position. Used by one thread, once. */
final class PostingsWriter {
    private static final int BLOCK_BYTES = 4096;

    private final MVMap<PostingKey, byte[]> map;
    private final long base;
    private final TagFilter filter;
    private WriteBuffer lists = new WriteBuffer(BLOCK_BYTES * 2);
    private @Nullable PostingKey first;
    private boolean opens = true;
    private boolean inList;
    private boolean inBlock;
    private long tag;
    private int type;
    private long last;
    private long tags;

    /**
     * A run from position {@code from} on.
     *
     * @param filter takes its tags
     */
    PostingsWriter(MVMap<PostingKey, byte[]> map, long from, TagFilter filter) {
        this.map = map;
        this.base = from - 1;
        this.filter = filter;
    }

    void add(long tag, int type, long position) {
        if (first == null) {
            first = new PostingKey(tag, type, position);
        } else if (lists.position() >= BLOCK_BYTES) {
            cut(new PostingKey(tag, type, position));
        }
        if (!inList || this.tag != tag || this.type != type) {
            begin(tag, type);
        }
        lists.putVarLong(position - last);
        last = position;
    }

    private void begin(long tag, int type) {
        if (inList) {
            lists.put((byte) 0);
        }
        boolean sameTag = inBlock && this.tag == tag;
        lists.putVarInt(2 * (type + 1) + (sameTag ? 0 : 1));
        if (!sameTag) {
            lists.putLong(tag);
        }
        if (tags == 0 || this.tag != tag) {
            tags++;
            filter.add(tag);
        }
        this.tag = tag;
        this.type = type;
        last = base;
        inList = true;
        inBlock = true;
    }

    private void cut(@Nullable PostingKey next) {
        PostingKey key = first;
        if (key == null) {
            return;
        }
        lists.put((byte) 0).put((byte) 0);
        PostingsBlock block =
                new PostingsBlock(opens, key, next, lists.getBuffer().flip());
        map.put(key, block.sealed());
        lists = new WriteBuffer(BLOCK_BYTES * 2);
        first = next;
        opens = false;
        inList = false;
        inBlock = false;
    }

    /** Writes the last block; the number of tags, each once, comes back. */
    long finish() {
        cut(null);
        return tags;
    }
}
