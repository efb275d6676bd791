package io.rackledger.format;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads what {@link Writer} writes, and nothing else. */
final class Reader {
    private final ByteBuffer in;

    Reader(byte[] bytes) {
        this(bytes, 0);
    }

    Reader(byte[] bytes, int from) {
        in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    }

    int u8() throws MalformedException {
        need(1);
        return in.get() & 0xFF;
    }

    int u32() throws MalformedException {
        need(Integer.BYTES);
        int value = in.getInt();
        if (value < 0) {
            throw new MalformedException("a number above 2^31 - 1 where a length or a count is expected");
        }
        return value;
    }

    long i64() throws MalformedException {
        need(Long.BYTES);
        return in.getLong();
    }

    byte[] raw(int length) throws MalformedException {
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    Hash hash() throws MalformedException {
        return Hash.of(raw(Hash.LENGTH));
    }

    byte[] bytes() throws MalformedException {
        return raw(u32());
    }

    String text() throws MalformedException {
        int length = u32();
        int from = at();
        pass(length);
        return Utf8.decode(in.array(), from, at());
    }

    /** Goes past a text, and tells where it begins. */
    private int passText() throws MalformedException {
        int length = u32();
        int from = at();
        pass(length);
        Utf8.check(in.array(), from, at());
        return from;
    }

    /** Where it is. */
    int at() {
        return in.position();
    }

    /** Goes past so many bytes. */
    void pass(int length) throws MalformedException {
        need(length);
        in.position(in.position() + length);
    }

    /**
     * Goes past pairs of texts.
     *
     * @param byBoth whether they ascend by the first and the second, and not by the first alone
     * @throws MalformedException if they don't ascend, or aren't texts
     */
    void ascending(int pairs, boolean byBoth, String what) throws MalformedException {
        int lastKey = 0;
        int lastKeyEnd = 0;
        int lastValue = 0;
        int lastValueEnd = 0;
        for (int i = 0; i < pairs; i++) {
            int key = passText();
            int keyEnd = at();
            int value = passText();
            int order = compare(lastKey, lastKeyEnd, key, keyEnd);
            if (order == 0 && byBoth) {
                order = compare(lastValue, lastValueEnd, value, at());
            }
            if (i > 0 && order >= 0) {
                throw new MalformedException(what + " out of order");
            }
            lastKey = key;
            lastKeyEnd = keyEnd;
            lastValue = value;
            lastValueEnd = at();
        }
    }

    private int compare(int oneFrom, int oneTo, int otherFrom, int otherTo) {
        return Arrays.compareUnsigned(in.array(), oneFrom, oneTo, in.array(), otherFrom, otherTo);
    }

    /** A count of items that take at least one byte each. */
    int count() throws MalformedException {
        int count = u32();
        need(count);
        return count;
    }

    void end() throws MalformedException {
        if (in.hasRemaining()) {
            throw new MalformedException(in.remaining() + " bytes too many");
        }
    }

    private void need(int length) throws MalformedException {
        if (in.remaining() < length) {
            throw new MalformedException("it ends " + (length - in.remaining()) + " bytes early");
        }
    }
}
