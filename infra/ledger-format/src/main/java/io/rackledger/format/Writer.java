package io.rackledger.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes the format's primitives: big-endian integers, and bytes preceded by their length. */
final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    Writer u8(int value) {
        out.write(value);
        return this;
    }

    Writer u32(int value) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    Writer i64(long value) {
        return raw(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    Writer raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    Writer hash(Hash hash) {
        return raw(hash.bytes());
    }

    Writer bytes(byte[] bytes) {
        return u32(bytes.length).raw(bytes);
    }

    Writer text(String text) {
        return bytes(Utf8.encode(text));
    }

    byte[] done() {
        return out.toByteArray();
    }
}
