package io.rackledger.transparency;

/** Evidence that was read and does not prove what it should. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Reason {
        /** The event's position is not below the tree's size. */
        INDEX_BEYOND_TREE,
        /** A proof ends before it reaches the root. */
        PROOF_TOO_SHORT,
        /** A proof goes on where the root is reached. */
        PROOF_TOO_LONG,
        /** From the leaf, the proof leads to another root. */
        ROOT_DIFFERS,
        /** The tree that should be the older one has more leaves. */
        TREE_SHRANK,
        /** A tree without leaves has another root than such a tree has. */
        EMPTY_TREE_HAS_OTHER_ROOT,
        /** The proof leads to another root of the older tree. */
        OLDER_ROOT_DIFFERS,
        /** The proof leads to another root of the newer tree. */
        NEWER_ROOT_DIFFERS,
        /** No key that is trusted has signed. */
        NOT_SIGNED,
        /** A signature by a trusted key's name and id is not by that key. */
        SIGNATURE_DIFFERS,
        /** The checkpoint is of another log. */
        ORIGIN_DIFFERS,
        /** Fewer witnesses have cosigned than were asked for. */
        TOO_FEW_WITNESSES
    }

    private final Reason reason;

    RefusedException(Reason reason, String because) {
        super(because);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
