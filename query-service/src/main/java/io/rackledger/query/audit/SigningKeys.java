package io.rackledger.query.audit;

import io.rackledger.format.Header.Genesis;
import io.rackledger.format.MalformedException;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.KeyFile;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.Origin;
import io.rackledger.transparency.SignatureType;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that sign for a ledger, the current one first. Immutable. */
final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final String OWN = "signing-key";

    private final String origin;
    private final List<NoteSigner> signers;

    private SigningKeys(String origin, List<NoteSigner> signers) {
        this.origin = origin;
        this.signers = List.copyOf(signers);
    }

    /**
     * Reads the keys; makes one, readable by its owner alone, if none is named and there is none yet.
     *
     * @throws IOException if a key can't be read or made, is readable by others, or is no key for this ledger
     */
    static SigningKeys of(EvidenceProperties properties, Genesis ledger) throws IOException {
        String origin = Origin.of(ledger);
        List<Path> files = properties.keys();
        if (files.isEmpty()) {
            Path own = properties.folder().resolve(OWN);
            files = List.of(own);
            if (!Files.exists(own)) {
                NoteSigner made = NoteSigner.generate(origin, SignatureType.ED25519);
                KeyFile.save(own, made);
                LOG.info(
                        "Made a key that signs for ledger '{}', in {}: {}",
                        ledger.ledger(),
                        own,
                        made.verifier().vkey());
            }
        }
        List<NoteSigner> signers = new ArrayList<>();
        for (Path file : files) {
            signers.add(read(file, origin));
        }
        return new SigningKeys(origin, signers);
    }

    private static NoteSigner read(Path file, String origin) throws IOException {
        try {
            NoteSigner signer = KeyFile.load(file);
            NoteVerifier verifier = signer.verifier();
            if (verifier.type() != SignatureType.ED25519 || !verifier.name().equals(origin)) {
                throw new IOException("The key in " + file + " is named '" + verifier.name() + "' and can't sign for "
                        + origin + ": a key is that of one ledger");
            }
            return signer;
        } catch (MalformedException e) {
            throw new IOException("The key can't be used: " + e.getMessage(), e);
        }
    }

    /** What they sign, this verifies: one signature is enough. */
    Trust trust() {
        return new Trust(origin, verifiers(), List.of(), 0);
    }

    /** What verifies the signatures, in the same order. */
    List<NoteVerifier> verifiers() {
        return signers.stream().map(NoteSigner::verifier).toList();
    }

    /** Whether each of them signed a note that was verified. */
    boolean haveAllSigned(Note note) {
        return signers.stream()
                .map(NoteSigner::verifier)
                .allMatch(key -> note.signatures().stream().anyMatch(key::isNamedBy));
    }

    SignedCheckpoint sign(TreeHead head) {
        Checkpoint checkpoint = new Checkpoint(origin, head);
        String text = checkpoint.text();
        return new SignedCheckpoint(
                new Note(text, signers.stream().map(signer -> signer.sign(text)).toList()), checkpoint);
    }
}
