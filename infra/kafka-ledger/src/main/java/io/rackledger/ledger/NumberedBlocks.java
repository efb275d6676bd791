package io.rackledger.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Items numbered from 0 without a gap, so many to a block. Many threads may read while one writes; what may be read is
 * for the reader to know.
 */
final class NumberedBlocks<T> {
    /** Writes an item, and reads what was written; each may rest on the item before it in its block. */
    interface Form<T> {
        void write(WriteBuffer out, T item, @Nullable T before);

        T read(ByteBuffer in, @Nullable T before);
    }

    private static final int FIRST_CAPACITY = 4096;

    private final String name;
    private final MVMap<Long, byte[]> map;
    private final int perBlock;
    private final Form<T> form;

    /** Of the thread that writes: a new one for each block grows by a megabyte where four kilobytes aren't enough. */
    private final WriteBuffer out = new WriteBuffer(FIRST_CAPACITY);

    NumberedBlocks(String name, MVMap<Long, byte[]> map, int perBlock, Form<T> form) {
        this.name = name;
        this.map = map;
        this.perBlock = perBlock;
        this.form = form;
    }

    /** Writes items from a number on, up to which items were written before. */
    void write(long from, List<T> items) {
        long block = from / perBlock;
        int kept = (int) (from % perBlock);
        List<T> filling = kept == 0 ? new ArrayList<>() : new ArrayList<>(read(block, kept));
        for (T item : items) {
            filling.add(item);
            if (filling.size() == perBlock) {
                put(block++, filling);
                filling.clear();
            }
        }
        if (!filling.isEmpty()) {
            put(block, filling);
        }
    }

    private void put(long block, List<T> items) {
        out.clear().putVarLong(block).putVarInt(items.size());
        T before = null;
        for (T item : items) {
            form.write(out, item, before);
            before = item;
        }
        map.put(block, Checksum.sealed(out));
    }

    /** The item of that number, which was written. */
    T get(long number) {
        return read(number / perBlock, (int) (number % perBlock) + 1).getLast();
    }

    /** The items from a number on to another, without that; all of them were written. */
    List<T> range(long from, long to) {
        List<T> items = new ArrayList<>((int) (to - from));
        for (long next = from; next < to; ) {
            long block = next / perBlock;
            long first = block * perBlock;
            int end = (int) Math.min(perBlock, to - first);
            items.addAll(read(block, end).subList((int) (next - first), end));
            next = first + end;
        }
        return items;
    }

    private List<T> read(long block, int most) {
        String what = name + " " + block * perBlock;
        ByteBuffer in = Checksum.opened(map.get(block), what);
        if (DataUtils.readVarLong(in) != block || DataUtils.readVarInt(in) < most) {
            throw new IndexDamagedException(what + " is not the block that it should be");
        }
        List<T> items = new ArrayList<>(most);
        T before = null;
        for (int i = 0; i < most; i++) {
            before = form.read(in, before);
            items.add(before);
        }
        return items;
    }
}
