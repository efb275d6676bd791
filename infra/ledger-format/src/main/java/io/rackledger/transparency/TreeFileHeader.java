package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.format.Header.Genesis;
import io.rackledger.format.MalformedException;
import io.rackledger.format.Utf8;
import io.rackledger.transparency.TreeFileException.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first 4,096 bytes of a {@link TreeFile}: from 0, whose tree it is; from 2,048, the head up to which all hashes were
 * forced to the disk; from 3,072, the head up to which they were written. Each has a checksum and sectors of its own, so
 * that a write that is torn takes one of them at most. What lies between is zero. Stateless.
 */
final class TreeFileHeader {
    static final int LENGTH = 4096;
    static final int FORCED_AT = 2048;
    static final int WRITTEN_AT = 3072;

    private static final int MAGIC = 0x524B_5452;
    private static final byte FORMAT = 1;
    private static final int INCARNATION_LENGTH = 16;
    private static final int NAME_AT = Integer.BYTES + Byte.BYTES + Integer.BYTES;
    private static final int LONGEST_NAME = FORCED_AT - NAME_AT - INCARNATION_LENGTH - Integer.BYTES;
    private static final int HEAD_LENGTH = Long.BYTES + Hash.LENGTH + Integer.BYTES;

    private TreeFileHeader() {}

    /** Of a new file. */
    static byte[] fresh(Genesis ledger) {
        byte[] empty = head(TreeHead.EMPTY);
        return ByteBuffer.allocate(LENGTH)
                .put(owner(ledger))
                .put(FORCED_AT, empty)
                .put(WRITTEN_AT, empty)
                .array();
    }

    private static byte[] owner(Genesis ledger) {
        byte[] name = Utf8.encode(ledger.ledger());
        if (name.length > LONGEST_NAME) {
            throw new IllegalArgumentException("a ledger's name of more than " + LONGEST_NAME + " bytes");
        }
        ByteBuffer out = ByteBuffer.allocate(NAME_AT + name.length + INCARNATION_LENGTH + Integer.BYTES)
                .putInt(MAGIC)
                .put(FORMAT)
                .putInt(name.length)
                .put(name)
                .put(HexFormat.of().parseHex(ledger.incarnation()));
        return sealed(out);
    }

    /** A head as it stands at either place. */
    static byte[] head(TreeHead head) {
        return sealed(ByteBuffer.allocate(HEAD_LENGTH)
                .putLong(head.size())
                .put(head.root().bytes()));
    }

    private static byte[] sealed(ByteBuffer out) {
        return out.putInt(checksum(out.array(), 0, out.position())).array();
    }

    private static int checksum(byte[] bytes, int from, int to) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }

    /** The head at that place; null if what stands there was never written whole. */
    static @Nullable TreeHead head(byte[] header, int at) {
        ByteBuffer in = ByteBuffer.wrap(header, at, HEAD_LENGTH);
        long size = in.getLong();
        byte[] root = new byte[Hash.LENGTH];
        in.get(root);
        boolean whole = in.getInt() == checksum(header, at, at + HEAD_LENGTH - Integer.BYTES);
        return whole && size >= 0 ? new TreeHead(size, Hash.of(root)) : null;
    }

    /** Whether these bytes are all that was ever written of a header of that ledger. */
    static boolean cutOff(byte[] bytes, Genesis ledger) {
        byte[] owner = owner(ledger);
        int common = Math.min(bytes.length, owner.length);
        return bytes.length < LENGTH && Arrays.equals(bytes, 0, common, owner, 0, common);
    }

    /**
     * Returns if the file is that ledger's.
     *
     * @throws TreeFileException if it is not
     */
    static void require(byte[] header, Genesis ledger, Path file) throws TreeFileException {
        ByteBuffer in = ByteBuffer.wrap(header);
        if (header.length < NAME_AT || in.getInt() != MAGIC) {
            throw new TreeFileException(Reason.NO_TREE_FILE, file + " is no file of a tree");
        }
        byte format = in.get();
        if (format != FORMAT) {
            throw new TreeFileException(Reason.NO_TREE_FILE, file + " has format " + format + " where 1 is known");
        }
        Genesis owner = owner(header, in.getInt());
        if (owner == null) {
            throw new TreeFileException(Reason.DAMAGED, file + " doesn't say whole whose tree it holds");
        }
        if (!owner.equals(ledger)) {
            throw new TreeFileException(
                    Reason.OTHER_LEDGER, file + " holds the tree of " + owner + ", and not of " + ledger);
        }
    }

    private static @Nullable Genesis owner(byte[] header, int nameLength) {
        if (nameLength < 0 || nameLength > LONGEST_NAME || header.length < LENGTH) {
            return null;
        }
        int nameEnd = NAME_AT + nameLength;
        int end = nameEnd + INCARNATION_LENGTH;
        if (ByteBuffer.wrap(header).getInt(end) != checksum(header, 0, end)) {
            return null;
        }
        try {
            return new Genesis(
                    Utf8.decode(header, NAME_AT, nameEnd), HexFormat.of().formatHex(header, nameEnd, end));
        } catch (MalformedException e) {
            return null;
        }
    }
}
