package io.rackledger.erasure;

/** What is encrypted under keys that are on the disk. */
final class Saved {
    private Saved() {}

    static String encrypt(SubjectKeys keys, String subject, String text) {
        Encryption encryption = keys.encryption();
        String encrypted = encryption.encrypt(subject, text);
        encryption.save();
        return encrypted;
    }

    static String encryptName(SubjectKeys keys, String subject) {
        Encryption encryption = keys.encryption();
        String encrypted = encryption.encryptName(subject);
        encryption.save();
        return encrypted;
    }
}
