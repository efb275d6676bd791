package io.rackledger.transparency;

import io.rackledger.format.Utf8;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;

/** A private key with its name: signs notes, c2sp.org/signed-note. Immutable. */
public final class NoteSigner {
    private static final String PROBE = "a key that fits\n";

    private final NoteVerifier verifier;
    private final PrivateKey key;

    private NoteSigner(NoteVerifier verifier, PrivateKey key) {
        this.verifier = verifier;
        this.key = key;
    }

    /**
     * A signer of that name with a new key.
     *
     * @throws IllegalArgumentException if a key can't have that name
     */
    public static NoteSigner generate(String name, SignatureType type) {
        return generate(name, type, new SecureRandom());
    }

    static NoteSigner generate(String name, SignatureType type, SecureRandom random) {
        KeyPair pair = Ed25519.generate(random);
        return new NoteSigner(NoteVerifier.of(name, type, Ed25519.raw(pair.getPublic())), pair.getPrivate());
    }

    /**
     * A signer with a key that was kept.
     *
     * @param pkcs8 the private key, RFC 8410, section 7
     * @throws IllegalArgumentException if that is none, or not the verifier's
     */
    static NoteSigner of(NoteVerifier verifier, byte[] pkcs8) {
        NoteSigner signer = new NoteSigner(verifier, Ed25519.privateKey(pkcs8));
        if (!verifier.verifies(PROBE, signer.signature(PROBE, Instant.EPOCH))) {
            throw new IllegalArgumentException("the private key is not that of " + verifier);
        }
        return signer;
    }

    /** What it signs, this verifies. */
    public NoteVerifier verifier() {
        return verifier;
    }

    /** The private key, RFC 8410, section 7. */
    byte[] pkcs8() {
        return key.getEncoded();
    }

    /**
     * Signs the text of a note.
     *
     * @throws IllegalStateException if this is a key for cosignatures
     */
    public NoteSignature sign(String text) {
        require(SignatureType.ED25519);
        return signature(text, Instant.EPOCH);
    }

    /**
     * Signs the text of a checkpoint, and when that was: to whole seconds.
     *
     * @throws IllegalStateException    if this is no key for cosignatures
     * @throws IllegalArgumentException if the time is before 1970
     */
    public NoteSignature cosign(String text, Instant at) {
        require(SignatureType.COSIGNATURE);
        if (at.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("nothing is cosigned before 1970");
        }
        return signature(text, at);
    }

    private void require(SignatureType type) {
        if (verifier.type() != type) {
            throw new IllegalStateException(verifier + " is no key of type " + type);
        }
    }

    private NoteSignature signature(String text, Instant at) {
        long seconds = at.getEpochSecond();
        byte[] bytes = switch (verifier.type()) {
            case ED25519 -> Ed25519.sign(key, Utf8.encode(text));
            case COSIGNATURE ->
                ByteBuffer.allocate(SignatureType.COSIGNATURE.prefix() + Ed25519.SIGNATURE_LENGTH)
                        .putLong(seconds)
                        .put(Ed25519.sign(key, NoteVerifier.cosigned(text, seconds)))
                        .array();
        };
        return NoteSignature.of(verifier.name(), verifier.keyId(), bytes);
    }

    /** The public key; the private one is never told. */
    @Override
    public String toString() {
        return "signer of " + verifier;
    }
}
