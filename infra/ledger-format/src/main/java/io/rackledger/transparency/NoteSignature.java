package io.rackledger.transparency;

import io.rackledger.format.MalformedException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A signature line of a note: by whom, and what it says. Whether it is true, a {@link NoteVerifier} tells. Immutable. */
public final class NoteSignature {
    private static final String DASH = "\u2014 ";

    private final String name;
    private final int keyId;
    private final byte[] bytes;

    private NoteSignature(String name, int keyId, byte[] bytes) {
        this.name = name;
        this.keyId = keyId;
        this.bytes = bytes;
    }

    static NoteSignature of(String name, int keyId, byte[] bytes) {
        return new NoteSignature(name, keyId, bytes.clone());
    }

    /** Whether a key may have that name: not empty, no white space of Unicode's, no control character and no plus. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && Lines.areLines(name + "\n")
                && name.codePoints()
                        .noneMatch(c -> c == '+' || c == 0x85 || Character.isSpaceChar(c) || Character.isWhitespace(c));
    }

    /** Reads a line without its end. */
    static NoteSignature parse(String line) throws MalformedException {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new MalformedException("'" + line + "' where a signature is expected");
        }
        String name = line.substring(DASH.length(), space);
        if (!isName(name)) {
            throw new MalformedException("'" + name + "' is no key's name");
        }
        byte[] signature = Lines.bytes(line.substring(space + 1));
        if (signature.length <= Integer.BYTES) {
            throw new MalformedException("a signature of " + signature.length + " bytes, the key's id among them");
        }
        return new NoteSignature(name, ByteBuffer.wrap(signature).getInt(), Lines.from(signature, Integer.BYTES));
    }

    /** The line, with its end. */
    String line() {
        byte[] signature = ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(keyId)
                .put(bytes)
                .array();
        return DASH + name + " " + Lines.base64(signature) + "\n";
    }

    /** Of the key. */
    public String name() {
        return name;
    }

    /** Of the key: the first four bytes of a hash, see c2sp.org/signed-note. */
    public int keyId() {
        return keyId;
    }

    /** A copy of what follows the key's id. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature signature && line().equals(signature.line());
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bytes);
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return line().strip();
    }
}
