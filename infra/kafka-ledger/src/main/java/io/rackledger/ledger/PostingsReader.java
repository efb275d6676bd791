package io.rackledger.ledger;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Reads the lists of a run, in the order of their keys. Used by one thread. */
final class PostingsReader {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final MVMap<PostingKey, byte[]> map;
    private final long base;
    private @Nullable PostingsBlock block;
    private ByteBuffer lists = NOTHING;
    private boolean inList;
    private long tag;
    private int type;
    private long last;

    /** Of a run from position {@code from} on. */
    PostingsReader(MVMap<PostingKey, byte[]> map, long from) {
        this.map = map;
        this.base = from - 1;
    }

    long tag() {
        return tag;
    }

    int type() {
        return type;
    }

    /** Goes to the first list. */
    boolean first() {
        PostingKey first = map.firstKey();
        return first != null && seek(first);
    }

    /**
     * Goes to the list of that key's tag and type, where it has no position from the key's on before those it is read
     * from; or else to the list behind. False if there is none.
     */
    boolean seek(PostingKey key) {
        PostingsBlock current = block;
        enter(current != null && current.covers(key) ? current : find(key));
        boolean found = nextList();
        while (found && (tag < key.tag() || (tag == key.tag() && type < key.type()))) {
            found = nextList();
        }
        return found;
    }

    private PostingsBlock find(PostingKey key) {
        PostingKey floor = map.floorKey(key);
        PostingKey at = floor == null ? map.firstKey() : floor;
        PostingsBlock found = at == null ? null : load(at);
        if (found == null || !found.covers(key)) {
            throw new IndexDamagedException("the block of " + key + " is not there");
        }
        return found;
    }

    private PostingsBlock load(PostingKey at) {
        PostingsBlock loaded = PostingsBlock.opened(map.get(at), "the block at " + at);
        if (!loaded.first().equals(at)) {
            throw new IndexDamagedException("at " + at + " lies the block of " + loaded.first());
        }
        return loaded;
    }

    private void enter(PostingsBlock entered) {
        block = entered;
        lists = entered.lists().duplicate();
        inList = false;
    }

    /** Goes to the next list, or the next piece of this one in another block. */
    boolean nextList() {
        while (inList) {
            inList = DataUtils.readVarLong(lists) != 0;
        }
        int head = DataUtils.readVarInt(lists);
        while (head == 0) {
            PostingKey end = block == null ? null : block.end();
            if (end == null) {
                return false;
            }
            enter(load(end));
            head = DataUtils.readVarInt(lists);
        }
        if ((head & 1) == 1) {
            tag = lists.getLong();
        }
        type = head / 2 - 1;
        last = base;
        inList = true;
        return true;
    }

    /** The next position of this list; −1 if there is none. */
    long next() {
        while (inList) {
            long distance = DataUtils.readVarLong(lists);
            if (distance > 0) {
                last += distance;
                return last;
            }
            inList = false;
            PostingKey end = block == null ? null : block.end();
            if (lists.get(lists.position()) == 0 && end != null && end.tag() == tag && end.type() == type) {
                nextList();
            }
        }
        return -1;
    }

    /** The first position of this list from that one on; −1 if there is none. The same may be asked for again. */
    long advance(long atLeast) {
        if (last < atLeast && inList && block != null) {
            PostingKey wanted = new PostingKey(tag, type, atLeast);
            if (!block.covers(wanted) && !(seek(wanted) && tag == wanted.tag() && type == wanted.type())) {
                inList = false;
            }
        }
        while (last < atLeast) {
            if (next() < 0) {
                return -1;
            }
        }
        return last;
    }
}
