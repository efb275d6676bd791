package io.rackledger.transparency;

import java.security.SecureRandom;
import java.util.Random;

/** Signers that are the same in each run, for tests alone: their keys are drawn from the seed. */
final class Keys {
    static final String ORIGIN = "rackledger.example/sample";

    static final NoteSigner LOG = signer(ORIGIN, SignatureType.ED25519, 1);
    static final NoteSigner NEXT_LOG = signer(ORIGIN, SignatureType.ED25519, 2);
    static final NoteSigner STRANGER = signer("rackledger.example/other", SignatureType.ED25519, 3);
    static final NoteSigner WITNESS_1 = signer("witness.example/w1", SignatureType.COSIGNATURE, 4);
    static final NoteSigner WITNESS_2 = signer("witness.example/w2", SignatureType.COSIGNATURE, 5);
    static final NoteSigner WITNESS_3 = signer("witness.example/w3", SignatureType.COSIGNATURE, 6);

    private Keys() {}

    static NoteSigner signer(String name, SignatureType type, long seed) {
        return NoteSigner.generate(name, type, new Drawn(seed));
    }

    private static final class Drawn extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient Random random;

        Drawn(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
