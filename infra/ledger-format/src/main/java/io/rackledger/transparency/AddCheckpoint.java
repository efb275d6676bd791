package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log asks a witness to cosign: the body of {@code POST …/add-checkpoint}, c2sp.org/tlog-witness. Immutable.
 *
 * @param oldSize    of the tree that the witness cosigned last; 0 if it has cosigned none
 * @param proof      that the checkpoint's tree holds what that one held, see {@link Consistency}
 * @param checkpoint with the log's signature
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, Note checkpoint) {
    /** More bytes no such body has here. */
    public static final int MOST_BYTES = Note.MOST_BYTES + 4096;

    /** More bytes no answer has that is read here. */
    public static final int MOST_ANSWER_BYTES = 16 * 1024;

    private static final String OLD = "old";

    /**
     * @throws IllegalArgumentException if the size is negative, or the proof longer than any
     */
    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (oldSize < 0 || proof.size() > Nodes.LONGEST_PROOF) {
            throw new IllegalArgumentException("no proof of " + proof.size() + " hashes from size " + oldSize);
        }
    }

    /**
     * Reads a body. Nothing is verified.
     *
     * @throws MalformedException if it is none, or larger than {@value #MOST_BYTES} bytes
     */
    public static AddCheckpoint parse(byte[] body) throws MalformedException {
        Lines lines = new Lines(Lines.decode(body, MOST_BYTES));
        return new AddCheckpoint(Lines.number(lines.next(OLD)), lines.proof(), Note.parse(lines.rest()));
    }

    /**
     * Reads what a witness answers that has cosigned: one signature line or more. Nothing is verified.
     *
     * @throws MalformedException if it is anything else, or larger than {@value #MOST_ANSWER_BYTES} bytes
     */
    public static List<NoteSignature> cosignatures(byte[] answer) throws MalformedException {
        Lines lines = new Lines(Lines.decode(answer, MOST_ANSWER_BYTES));
        List<NoteSignature> read = new ArrayList<>();
        do {
            read.add(NoteSignature.parse(lines.next()));
        } while (!lines.ended());
        return read;
    }

    /**
     * Reads what a witness answers that has cosigned another size than the one it was asked from.
     *
     * @return the size that it cosigned last
     * @throws MalformedException if it is anything else than one number in a line
     */
    public static long cosignedSize(byte[] answer) throws MalformedException {
        Lines lines = new Lines(Lines.decode(answer, MOST_ANSWER_BYTES));
        long size = Lines.number(lines.next());
        if (!lines.ended()) {
            throw new MalformedException("more than a size");
        }
        return size;
    }

    /** The body as it is read, in UTF-8. */
    public String format() {
        return OLD + " " + oldSize + "\n" + Lines.proof(proof) + checkpoint.format();
    }
}
