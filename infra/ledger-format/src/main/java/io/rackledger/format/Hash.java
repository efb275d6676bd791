package io.rackledger.format;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash. Immutable. */
public final class Hash {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    /** What the first record of a ledger names as its predecessor. */
    public static final Hash ZERO = new Hash(new byte[LENGTH]);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A copy of the given 32 bytes.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /**
     * Reads 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Hash parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** SHA-256 of the parts, one behind the other. */
    public static Hash digest(byte[]... parts) {
        return digest(sha256(), parts);
    }

    static Hash digest(byte prefix, byte[]... parts) {
        MessageDigest sha256 = sha256();
        sha256.update(prefix);
        return digest(sha256, parts);
    }

    private static Hash digest(MessageDigest sha256, byte[]... parts) {
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return new Hash(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    void put(ByteBuffer target) {
        target.put(bytes);
    }

    boolean matches(byte[] value, int offset) {
        return Arrays.equals(bytes, 0, LENGTH, value, offset, offset + LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
