package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import io.rackledger.format.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** A public key with its name: verifies signatures of notes, c2sp.org/signed-note. Immutable. */
public final class NoteVerifier {
    private static final int ID_DIGITS = 8;

    private final String name;
    private final SignatureType type;
    private final byte[] raw;
    private final PublicKey key;
    private final int keyId;

    private NoteVerifier(String name, SignatureType type, byte[] raw) {
        if (!NoteSignature.isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no key's name");
        }
        this.name = name;
        this.type = type;
        this.raw = raw;
        this.key = Ed25519.publicKey(raw);
        byte[] hash = Hash.digest(Utf8.encode(name), new byte[] {'\n', type.id()}, raw)
                .bytes();
        this.keyId = ByteBuffer.wrap(hash).getInt();
    }

    /**
     * The verifier of a key.
     *
     * @param publicKey its 32 bytes as in RFC 8032
     * @throws IllegalArgumentException if it is none, or can't have that name
     */
    public static NoteVerifier of(String name, SignatureType type, byte[] publicKey) {
        return new NoteVerifier(name, type, publicKey.clone());
    }

    /**
     * Reads a key as {@link #vkey} writes it.
     *
     * @throws MalformedException if it is none, or signs in a way that is not known here
     */
    public static NoteVerifier parse(String vkey) throws MalformedException {
        int id = vkey.indexOf('+') + 1;
        int key = vkey.indexOf('+', id) + 1;
        if (id == 0 || key == 0) {
            throw new MalformedException("'" + vkey + "' is not of the form name+id+key");
        }
        byte[] typed = Lines.bytes(vkey.substring(key));
        if (typed.length == 0) {
            throw new MalformedException("'" + vkey + "' ends where a key is expected");
        }
        try {
            NoteVerifier verifier =
                    new NoteVerifier(vkey.substring(0, id - 1), SignatureType.of(typed[0]), Lines.from(typed, 1));
            if (verifier.vkey().equals(vkey)) {
                return verifier;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedException("'" + vkey + "': " + e.getMessage());
        }
        throw new MalformedException("'" + vkey + "' has another id than its name and key have");
    }

    /** The key in a line of text: its name, its id in hexadecimal and its bytes in base64, joined by plus. */
    public String vkey() {
        byte[] typed =
                ByteBuffer.allocate(1 + raw.length).put(type.id()).put(raw).array();
        return name + "+" + HexFormat.of().toHexDigits(keyId, ID_DIGITS) + "+" + Lines.base64(typed);
    }

    /** Of the key, as it stands in signatures. */
    public String name() {
        return name;
    }

    /** Of the key, as it stands in signatures. */
    public int keyId() {
        return keyId;
    }

    /** What it verifies. */
    public SignatureType type() {
        return type;
    }

    /** A copy of the 32 bytes of the key. */
    public byte[] publicKey() {
        return raw.clone();
    }

    /** Whether the signature says that it is by this key. */
    public boolean isNamedBy(NoteSignature signature) {
        return signature.keyId() == keyId && signature.name().equals(name);
    }

    /** Whether the signature is by this key, and of that text. */
    public boolean verifies(String text, NoteSignature signature) {
        byte[] bytes = signature.bytes();
        if (!isNamedBy(signature) || bytes.length != type.prefix() + Ed25519.SIGNATURE_LENGTH) {
            return false;
        }
        return switch (type) {
            case ED25519 -> Ed25519.verifies(key, Utf8.encode(text), bytes);
            case COSIGNATURE -> {
                long seconds = ByteBuffer.wrap(bytes).getLong();
                yield isTime(seconds)
                        && Ed25519.verifies(key, cosigned(text, seconds), Lines.from(bytes, type.prefix()));
            }
        };
    }

    private static boolean isTime(long seconds) {
        return seconds >= 0 && seconds <= Instant.MAX.getEpochSecond();
    }

    /** The message that a cosignature is of: what follows is cosigned, and when. */
    static byte[] cosigned(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * When a cosignature that was verified says that it was made.
     *
     * @throws IllegalStateException if this is no key for cosignatures
     */
    public Instant cosignedAt(NoteSignature signature) {
        if (type != SignatureType.COSIGNATURE) {
            throw new IllegalStateException(this + " signs without a time");
        }
        return Instant.ofEpochSecond(ByteBuffer.wrap(signature.bytes()).getLong());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteVerifier verifier
                && name.equals(verifier.name)
                && type == verifier.type
                && Arrays.equals(raw, verifier.raw);
    }

    @Override
    public int hashCode() {
        return keyId;
    }

    /** {@link #vkey}. */
    @Override
    public String toString() {
        return vkey();
    }
}
