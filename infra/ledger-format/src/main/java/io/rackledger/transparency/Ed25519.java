package io.rackledger.transparency;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Signatures of RFC 8032 by the JDK, with public keys as that RFC has them. Stateless. */
final class Ed25519 {
    static final int PUBLIC_LENGTH = 32;
    static final int SIGNATURE_LENGTH = 64;

    private static final String NAME = "Ed25519";

    /** What stands before a public key in its X.509 form, RFC 8410, section 4. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The 32 bytes of a public key. */
    static byte[] raw(PublicKey key) {
        return Lines.from(key.getEncoded(), X509.length);
    }

    /**
     * Reads the 32 bytes of a public key.
     *
     * @throws IllegalArgumentException if they are none
     */
    static PublicKey publicKey(byte[] raw) {
        if (raw.length != PUBLIC_LENGTH) {
            throw new IllegalArgumentException("a public key has 32 bytes, not " + raw.length);
        }
        byte[] encoded =
                ByteBuffer.allocate(X509.length + raw.length).put(X509).put(raw).array();
        try {
            PublicKey key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
            Signature.getInstance(NAME).initVerify(key);
            return key;
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw new IllegalArgumentException("not a point of the curve", e);
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    /**
     * Reads a private key, RFC 8410, section 7.
     *
     * @throws IllegalArgumentException if it is none
     */
    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("no private key of Ed25519", e);
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can't sign", e);
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(NAME);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // not the form of a signature
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can't verify", e);
        }
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
}
