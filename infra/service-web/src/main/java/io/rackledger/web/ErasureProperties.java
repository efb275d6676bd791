package io.rackledger.web;

import io.rackledger.erasure.SubjectKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the keys of people lie, under which what they wrote is encrypted.
 *
 * @param keys a folder that all services of a ledger share; without one, text is recorded as it comes
 */
@ConfigurationProperties("rackledger.erasure")
public record ErasureProperties(@Nullable Path keys) {
    /** The keys; null if there is no folder for them. */
    public @Nullable SubjectKeys subjectKeys() {
        return keys == null ? null : new SubjectKeys(keys);
    }
}
