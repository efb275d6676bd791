package io.rackledger.query.audit;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteFile;
import io.rackledger.transparency.RefusedException;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that was signed, and the file that keeps it: it is there before anybody is told.
 *
 * @param note       with its signatures
 * @param checkpoint what they sign
 */
record SignedCheckpoint(Note note, Checkpoint checkpoint) {
    /**
     * Reads what was kept.
     *
     * @return null if nothing was
     * @throws ContradictedException if it isn't of this ledger, or not signed by a key that is known
     */
    static @Nullable SignedCheckpoint kept(Path file, Trust trust) throws IOException, ContradictedException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            Note note = Note.parse(bytes);
            return new SignedCheckpoint(note, trust.verify(note).checkpoint());
        } catch (MalformedException | RefusedException e) {
            throw new ContradictedException(
                    "the checkpoint in " + file + " can't be believed: " + e.getMessage()
                            + ". If the key was lost, give the service a new folder for its evidence",
                    e);
        }
    }

    /** Of its tree. */
    TreeHead head() {
        return checkpoint.head();
    }

    /** Whether both are of one size, and not of the same tree. */
    boolean contradicts(SignedCheckpoint other) {
        return head().size() == other.head().size() && !head().equals(other.head());
    }

    /** Keeps it in place of the one before, or fails and leaves that as it is. */
    void keep(Path file) throws IOException {
        NoteFile.replace(file, note);
    }
}
