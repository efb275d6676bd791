package io.rackledger.query.audit;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.RefusedException;
import io.rackledger.transparency.Trust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    /** Keeps it in place of the one before, or fails and leaves that as it is. */
    void keep(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(note.format().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
