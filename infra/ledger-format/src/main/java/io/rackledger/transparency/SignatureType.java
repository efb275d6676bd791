package io.rackledger.transparency;

import io.rackledger.format.MalformedException;

/** What a key signs, as c2sp.org/signed-note assigns types. */
public enum SignatureType {
    /** The text of a note, by Ed25519. */
    ED25519(0x01, 0),
    /** The text of a checkpoint with the time at which it was seen, by Ed25519: c2sp.org/tlog-cosignature, version 1. */
    COSIGNATURE(0x04, Long.BYTES);

    private final byte id;
    private final int prefix;

    SignatureType(int id, int prefix) {
        this.id = (byte) id;
        this.prefix = prefix;
    }

    static SignatureType of(byte id) throws MalformedException {
        for (SignatureType type : values()) {
            if (type.id == id) {
                return type;
            }
        }
        throw new MalformedException("signature type " + (id & 0xFF) + " is not known here");
    }

    byte id() {
        return id;
    }

    /** How many bytes stand before the signature itself. */
    int prefix() {
        return prefix;
    }
}
