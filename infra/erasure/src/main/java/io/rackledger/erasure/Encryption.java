package io.rackledger.erasure;

import io.rackledger.events.EncryptedText;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Encrypts what one command says. Where a subject has no key, one is made that is on the disk once {@link #save} has
 * returned, and not before: a command of which nothing gets recorded leaves no key. Thread-safe.
 */
public final class Encryption {
    private final SubjectKeys keys;
    private final Set<SubjectKey> used = ConcurrentHashMap.newKeySet();

    Encryption(SubjectKeys keys) {
        this.keys = keys;
    }

    /**
     * Encrypts text under the subject's key; the same text comes out the same as long as its key is there. Encrypted text
     * stays as it is.
     *
     * @throws UncheckedIOException if the keys can't be read
     */
    public String encrypt(String subject, String text) {
        return EncryptedText.in(text).isPresent()
                ? text
                : of(subject).encrypt(text).toString();
    }

    /** As {@link #encrypt}, of the subject's own name. */
    public String encryptName(String subject) {
        return EncryptedText.in(subject).isPresent()
                ? subject
                : of(subject).name().toString();
    }

    private SubjectKey of(String subject) {
        SubjectKey key = keys.of(subject);
        used.add(key);
        return key;
    }

    /**
     * Has every key on the disk that something was encrypted under; before anything of it is recorded, or what a power cut
     * takes away with the key is erased. A key that was destroyed meanwhile stays so.
     *
     * @throws UncheckedIOException if a key can't be written
     */
    public void save() {
        used.forEach(keys::save);
    }
}
