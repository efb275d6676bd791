package io.rackledger.erasure;

import io.rackledger.events.EncryptedText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of one subject: AES-256 in Galois/Counter Mode (NIST SP 800-38D), with nonces of 96 bits that are made from the
 * text, and the key's id as associated data. One key is good for 2^32 texts. Immutable.
 *
 * @param id      random, and so no hint of the subject
 * @param subject whose it is
 * @param secret  the key itself, in base64
 */
record SubjectKey(String id, String subject, String secret) {
    private static final String FORMAT = "rackledger-subject-key-1";
    private static final int ID_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String FOR_NONCES = "rackledger nonces";

    static SubjectKey generate(String subject, SecureRandom random) {
        return new SubjectKey(
                HexFormat.of().formatHex(bytes(random, ID_BYTES)),
                subject,
                Base64.getEncoder().encodeToString(bytes(random, KEY_BYTES)));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** As a file holds it: a line for the format, one for the subject in base64 and one for the key. */
    String format() {
        String name = Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8));
        return FORMAT + "\n" + name + "\n" + secret + "\n";
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static SubjectKey parse(String id, String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[0].equals(FORMAT) || !lines[3].isEmpty()) {
            throw new IllegalArgumentException("three lines are expected, of which the first is " + FORMAT);
        }
        if (Base64.getDecoder().decode(lines[2]).length != KEY_BYTES) {
            throw new IllegalArgumentException("the key must have " + KEY_BYTES + " bytes");
        }
        String subject = new String(Base64.getDecoder().decode(lines[1]), StandardCharsets.UTF_8);
        return new SubjectKey(id, subject, lines[2]);
    }

    /**
     * Encrypts text, the same text always as the same: a correction that changes nothing can still be told. Its nonce is
     * made from the text (HMAC-SHA256, RFC 2104) under a key that is made from the secret for this alone (HKDF, RFC 5869).
     */
    EncryptedText encrypt(String text) {
        return encrypt(text, nonce(text));
    }

    private byte[] nonce(String text) {
        try {
            SecretKey forNonces = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.expandOnly(
                                    new SecretKeySpec(Base64.getDecoder().decode(secret), "HKDF"),
                                    FOR_NONCES.getBytes(StandardCharsets.US_ASCII),
                                    KEY_BYTES));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(forNonces);
            return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HKDF and HMAC with SHA-256", e);
        }
    }

    /**
     * The subject's own name, always as the same text, so that what one person did can be told to belong together: its
     * nonce, all zeros, serves this one text alone.
     */
    EncryptedText name() {
        return encrypt(subject, new byte[NONCE_BYTES]);
    }

    private EncryptedText encrypt(String text, byte[] nonce) {
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return new EncryptedText(id, Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
    }

    /** The text; empty if it is not what was encrypted under this key. */
    Optional<String> decrypt(EncryptedText text) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text.ciphertext());
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE_BYTES));
            return Optional.of(
                    new String(cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES), StandardCharsets.UTF_8));
        } catch (AEADBadTagException | IllegalArgumentException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        try {
            cipher.init(
                    mode,
                    new SecretKeySpec(Base64.getDecoder().decode(secret), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("key " + id + " is none of AES-256", e);
        }
        cipher.updateAAD(id.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    /** Without the key, which belongs in no log. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
