package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.util.Arrays;
import java.util.List;

/**
 * A file that proves offline that an event stands in a ledger: c2sp.org/tlog-proof, by convention {@code *.tlog-proof}.
 * It does not hold the event. Immutable.
 */
public final class TlogProof {
    /** More bytes no file of a proof has here. */
    public static final int MOST_BYTES = 1024 * 1024;

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra";
    private static final String INDEX = "index";

    private final byte[] extra;
    private final long index;
    private final List<Hash> proof;
    private final Note checkpoint;

    private TlogProof(byte[] extra, long index, List<Hash> proof, Note checkpoint) {
        this.extra = extra;
        this.index = index;
        this.proof = proof;
        this.checkpoint = checkpoint;
    }

    /**
     * A proof.
     *
     * @param index      of the leaf, which is the position of the event
     * @param proof      that it stands in the tree of the checkpoint, see {@link Inclusion}
     * @param checkpoint with all its signatures
     * @throws IllegalArgumentException if the index is negative, or the proof longer than any
     */
    public static TlogProof of(long index, List<Hash> proof, Note checkpoint) {
        return of(new byte[0], index, proof, checkpoint);
    }

    /**
     * A proof with something beside it that nobody signed.
     *
     * @param extra empty if there is nothing
     * @throws IllegalArgumentException as the other one, or if it all is longer than {@value #MOST_BYTES} bytes
     */
    public static TlogProof of(byte[] extra, long index, List<Hash> proof, Note checkpoint) {
        if (index < 0 || proof.size() > Nodes.LONGEST_PROOF) {
            throw new IllegalArgumentException("no proof of " + proof.size() + " hashes for leaf " + index);
        }
        if (extra.length > (MOST_BYTES - Note.MOST_BYTES) / 2) {
            throw new IllegalArgumentException("a proof with " + extra.length + " bytes beside it");
        }
        return new TlogProof(extra.clone(), index, List.copyOf(proof), checkpoint);
    }

    /**
     * Reads the file of a proof. Nothing is verified.
     *
     * @throws MalformedException if it is none, or larger than {@value #MOST_BYTES} bytes
     */
    public static TlogProof parse(byte[] file) throws MalformedException {
        Lines lines = new Lines(Lines.decode(file, MOST_BYTES));
        if (!lines.next().equals(FIRST_LINE)) {
            throw new MalformedException("its first line is not " + FIRST_LINE);
        }
        byte[] extra = new byte[0];
        if (lines.follows(EXTRA)) {
            extra = Lines.bytes(lines.next(EXTRA));
            if (extra.length == 0) {
                throw new MalformedException("a line for extra data, and none in it");
            }
        }
        long index = Lines.number(lines.next(INDEX));
        List<Hash> proof = lines.proof();
        Note checkpoint = Note.parse(lines.rest());
        try {
            return of(extra, index, proof, checkpoint);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("no proof: " + e.getMessage());
        }
    }

    /** The file as it is read, in UTF-8. */
    public String format() {
        String beside = extra.length == 0 ? "" : EXTRA + " " + Lines.base64(extra) + "\n";
        return FIRST_LINE + "\n" + beside + INDEX + " " + index + "\n" + Lines.proof(proof) + checkpoint.format();
    }

    /**
     * Verifies all of it: the checkpoint by its signatures, and the leaf by the checkpoint.
     *
     * @param leaf of the event, which the caller has computed from the event itself:
     *     {@link io.rackledger.format.Entry#leaf}
     * @return what the event was proven by
     * @throws RefusedException   if it proves nothing
     * @throws MalformedException if what the log signed is no checkpoint
     */
    public VerifiedCheckpoint verify(Hash leaf, Trust trust) throws RefusedException, MalformedException {
        VerifiedCheckpoint verified = trust.verify(checkpoint);
        Inclusion.verify(index, leaf, proof, verified.checkpoint().head());
        return verified;
    }

    /** A copy of what stands beside the proof; nobody signed it. Empty if there is nothing. */
    public byte[] extra() {
        return extra.clone();
    }

    /** Of the leaf, which is the position of the event. */
    public long index() {
        return index;
    }

    /** That the leaf stands in the checkpoint's tree. */
    public List<Hash> proof() {
        return proof;
    }

    /** With its signatures, of which none is verified yet. */
    public Note checkpoint() {
        return checkpoint;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlogProof that
                && index == that.index
                && proof.equals(that.proof)
                && checkpoint.equals(that.checkpoint)
                && Arrays.equals(extra, that.extra);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(index) + checkpoint.hashCode();
    }

    @Override
    public String toString() {
        return "proof of leaf " + index;
    }
}
