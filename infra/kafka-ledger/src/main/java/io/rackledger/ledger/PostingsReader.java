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
    private PostingKey sought = new PostingKey(Long.MIN_VALUE, 0, 0);
    private boolean found;
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
     * Goes to the list of that key's tag and type, in the block where it goes on behind the key's position; or, where
     * there is no such list, to the next. False if there is none either. Reads on from where it stands if it can.
     */
    boolean seek(PostingKey key) {
        PostingsBlock current = block;
        boolean covered = current != null && current.covers(key);
        boolean onwards = covered && found && sought.compareTo(key) <= 0 && listTo(key) != 0;
        sought = key;
        if (!onwards) {
            enter(covered && current != null ? current : find(key));
            found = nextList();
        }
        while (found && listTo(key) < 0) {
            found = nextList();
        }
        return found;
    }

    /** Whether this list stands before that of a key, is it, or stands behind. */
    private int listTo(PostingKey key) {
        return tag == key.tag() ? Integer.compare(type, key.type()) : Long.compare(tag, key.tag());
    }

    private PostingsBlock find(PostingKey key) {
        PostingKey floor = map.floorKey(key);
        PostingKey at = floor == null ? map.firstKey() : floor;
        PostingsBlock covering = at == null ? null : load(at);
        if (covering == null || !covering.covers(key)) {
            throw new IndexDamagedException("the block of " + key + " is not there");
        }
        return covering;
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
                found = false;
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
