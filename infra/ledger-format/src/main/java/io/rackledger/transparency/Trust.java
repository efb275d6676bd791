package io.rackledger.transparency;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.RefusedException.Reason;
import io.rackledger.transparency.VerifiedCheckpoint.Cosigned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose checkpoints are believed: those of one log, signed by one of its keys and cosigned by so many witnesses.
 * Immutable.
 *
 * @param origin    of the log
 * @param log       its keys, one at least; several while it changes from one to another
 * @param witnesses keys for cosignatures, each public key once
 * @param quorum    how many of them must have cosigned; 0 if the log is believed by itself
 */
public record Trust(String origin, List<NoteVerifier> log, List<NoteVerifier> witnesses, int quorum) {
    /**
     * @throws IllegalArgumentException if no log has a key, a witness can't cosign or counts twice, or the quorum can't be
     *     reached
     */
    public Trust {
        log = List.copyOf(log);
        witnesses = List.copyOf(witnesses);
        Set<String> keys = new HashSet<>();
        for (NoteVerifier witness : witnesses) {
            if (witness.type() != SignatureType.COSIGNATURE || !keys.add(Lines.base64(witness.publicKey()))) {
                throw new IllegalArgumentException(witness + " is no key for cosignatures, or stands there twice");
            }
        }
        if (log.isEmpty() || quorum < 0 || quorum > witnesses.size()) {
            throw new IllegalArgumentException(
                    "a log has a key, and " + quorum + " of " + witnesses.size() + " witnesses can't cosign");
        }
    }

    /** Believes a log by itself. */
    public Trust(NoteVerifier log) {
        this(log.name(), List.of(log), List.of(), 0);
    }

    /**
     * Verifies every signature by a key that is known here; others count for nothing.
     *
     * @throws RefusedException   if the checkpoint is not to be believed; a single false signature by a known key is
     *     enough
     * @throws MalformedException if what the log signed is no checkpoint
     */
    public VerifiedCheckpoint verify(Note note) throws RefusedException, MalformedException {
        boolean signed = false;
        List<Cosigned> cosigned = new ArrayList<>();
        for (NoteSignature signature : note.signatures()) {
            signed |= verified(log, note, signature) != null;
            NoteVerifier witness = verified(witnesses, note, signature);
            if (witness != null
                    && cosigned.stream().noneMatch(by -> by.witness().equals(witness))) {
                cosigned.add(new Cosigned(witness, witness.cosignedAt(signature)));
            }
        }
        if (!signed) {
            throw new RefusedException(Reason.NOT_SIGNED, "no signature by a key of " + origin);
        }
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin)) {
            throw new RefusedException(
                    Reason.ORIGIN_DIFFERS, "a checkpoint of " + checkpoint.origin() + ", and not of " + origin);
        }
        if (cosigned.size() < quorum) {
            throw new RefusedException(
                    Reason.TOO_FEW_WITNESSES, cosigned.size() + " witnesses have cosigned, and not " + quorum);
        }
        return new VerifiedCheckpoint(checkpoint, cosigned);
    }

    private static @Nullable NoteVerifier verified(List<NoteVerifier> known, Note note, NoteSignature signature)
            throws RefusedException {
        for (NoteVerifier verifier : known) {
            if (verifier.isNamedBy(signature)) {
                if (!verifier.verifies(note.text(), signature)) {
                    throw new RefusedException(
                            Reason.SIGNATURE_DIFFERS,
                            "'" + signature + "' is not by " + verifier + ", or of other text");
                }
                return verifier;
            }
        }
        return null;
    }
}
