package io.rackledger.format;

import java.nio.ByteBuffer;

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
        return Utf8.decode(bytes());
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
