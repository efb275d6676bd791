package io.rackledger.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes with their CRC-32C behind them: the store below checks where its pages lie, not what is in them. */
final class Checksum {
    private Checksum() {}

    /** What was written, and its checksum. */
    static byte[] sealed(WriteBuffer written) {
        ByteBuffer buffer = written.getBuffer();
        int length = buffer.position();
        buffer.limit(length).position(0);
        int crc = crc(buffer);
        byte[] bytes = Arrays.copyOf(buffer.array(), length + Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(length, crc);
        return bytes;
    }

    /**
     * What was written.
     *
     * @throws IndexDamagedException if it is missing, or isn't what was written
     */
    static ByteBuffer opened(byte @Nullable [] sealed, String what) {
        if (sealed == null || sealed.length < Integer.BYTES) {
            throw new IndexDamagedException(what + " is missing");
        }
        int length = sealed.length - Integer.BYTES;
        ByteBuffer content = ByteBuffer.wrap(sealed, 0, length);
        if (crc(content.duplicate()) != ByteBuffer.wrap(sealed).getInt(length)) {
            throw new IndexDamagedException(what + " has another checksum than its content");
        }
        return content;
    }

    private static int crc(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
