package io.rackledger.transparency;

import java.io.IOException;

/** The file of a tree can't be used: the message says which, and why. Of any other cause, it is an IOException. */
public final class TreeFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why it can't be used. */
    public enum Reason {
        /** It holds the tree of another ledger, or of another incarnation of this one. */
        OTHER_LEDGER,
        /** It is no file of a tree, or has a layout that this program doesn't know. */
        NO_TREE_FILE,
        /** It holds something else than was written into it: delete it, and build it anew from the ledger. */
        DAMAGED,
        /** Another process, or another part of this one, has it open. */
        IN_USE
    }

    private final Reason reason;

    TreeFileException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
