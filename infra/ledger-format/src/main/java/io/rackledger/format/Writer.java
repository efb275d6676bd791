package io.rackledger.format;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes the format's primitives: big-endian integers, and bytes preceded by their length. */
final class Writer {
    private static final int SOME = 1024;

    private ByteBuffer out;

    Writer() {
        this(SOME);
    }

    /** For so many bytes, as far as is known; it takes more. */
    Writer(int length) {
        out = ByteBuffer.allocate(length);
    }

    private ByteBuffer room(int length) {
        if (out.remaining() < length) {
            int more = Math.max(Math.addExact(out.position(), length), 2 * out.capacity());
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), more)).position(out.position());
        }
        return out;
    }

    Writer u8(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    Writer u32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    Writer i64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    Writer raw(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    Writer hash(Hash hash) {
        hash.put(room(Hash.LENGTH));
        return this;
    }

    Writer bytes(byte[] bytes) {
        return u32(bytes.length).raw(bytes);
    }

    Writer text(String text) {
        return bytes(Utf8.encode(text));
    }

    /** What was written; nothing may be written after it. */
    byte[] done() {
        return out.hasRemaining() ? Arrays.copyOf(out.array(), out.position()) : out.array();
    }
}
