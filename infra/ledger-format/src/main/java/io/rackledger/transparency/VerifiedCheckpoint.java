package io.rackledger.transparency;

import java.time.Instant;
import java.util.List;

/**
 * A checkpoint that was found to be signed as {@link Trust} asks for.
 *
 * @param checkpoint what the log says
 * @param cosigned   by which of the known witnesses, each once, in the order of the note
 */
public record VerifiedCheckpoint(Checkpoint checkpoint, List<Cosigned> cosigned) {
    /** A witness, and when it says that it had seen no larger tree of this log that was consistent. */
    public record Cosigned(NoteVerifier witness, Instant at) {}

    /** Copies. */
    public VerifiedCheckpoint {
        cosigned = List.copyOf(cosigned);
    }
}
