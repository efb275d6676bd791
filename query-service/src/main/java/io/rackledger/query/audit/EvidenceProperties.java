package io.rackledger.query.audit;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the evidence of a ledger is kept, who signs it, and who is asked to cosign it.
 *
 * @param folder    of this service alone: the tree's hashes, the last checkpoint, and the key where none is named
 * @param keys      files with the keys that sign, the current one first; while a key is replaced, both do. If none is
 *                  named, one is made in the folder
 * @param witnesses who is asked to cosign each checkpoint
 * @param quorum    how many of them must have cosigned a checkpoint before it is shown; 0: none. What is signed doesn't
 *                  depend on it
 */
@ConfigurationProperties("rackledger.evidence")
record EvidenceProperties(
        Path folder,
        @DefaultValue List<Path> keys,
        @DefaultValue List<Witness> witnesses,
        @DefaultValue("0") int quorum) {

    /**
     * Somebody who cosigns, c2sp.org/tlog-witness.
     *
     * @param url beneath which {@code add-checkpoint} is asked, http or https
     * @param key as a vkey, for cosignatures
     */
    record Witness(URI url, String key) {
        /**
         * @throws IllegalArgumentException if it can't be asked, or its key is none
         */
        Witness {
            if (!List.of("http", "https")
                            .contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT))
                    || url.getHost() == null
                    || url.getQuery() != null) {
                throw new IllegalArgumentException(
                        "rackledger.evidence.witnesses: '" + url + "' is no address of the form http://host:port/");
            }
            verifier(key);
        }

        /** What verifies its cosignatures. */
        NoteVerifier verifier() {
            return verifier(key);
        }

        private static NoteVerifier verifier(String key) {
            try {
                return NoteVerifier.parse(key);
            } catch (MalformedException e) {
                throw new IllegalArgumentException(
                        "rackledger.evidence.witnesses: a key can't be read: " + e.getMessage(), e);
            }
        }

        /** Where it takes checkpoints. */
        URI addCheckpoint() {
            String text = url.toString();
            return URI.create((text.endsWith("/") ? text : text + "/") + "add-checkpoint");
        }
    }

    /**
     * @throws IllegalArgumentException if the witnesses can't reach the quorum, or one stands there twice
     */
    EvidenceProperties {
        keys = List.copyOf(keys);
        witnesses = List.copyOf(witnesses);
        List<NoteVerifier> cosigners = witnesses.stream().map(Witness::verifier).toList();
        if (quorum < 0 || quorum > cosigners.size()) {
            throw new IllegalArgumentException(
                    "rackledger.evidence.quorum: " + quorum + " of " + cosigners.size() + " witnesses can't cosign");
        }
    }

    /** Whose checkpoints are believed that the witnesses cosigned, and one of them at least. */
    Trust cosigned(Trust log) {
        return new Trust(
                log.origin(),
                log.log(),
                witnesses.stream().map(Witness::verifier).toList(),
                Math.max(quorum, 1));
    }
}
