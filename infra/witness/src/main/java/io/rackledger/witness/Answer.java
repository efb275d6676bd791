package io.rackledger.witness;

import io.rackledger.transparency.TreeHead;

/** What a witness says to {@code add-checkpoint}, c2sp.org/tlog-witness. */
sealed interface Answer {
    /** It follows from what was cosigned last, in whose place it is kept. */
    record Cosign(TreeHead head) implements Answer {}

    /**
     * The log takes something else for what was cosigned last.
     *
     * @param size of what was cosigned last; 0 if that is nothing
     */
    record Conflict(long size) implements Answer {}

    /** It is not cosigned, and nothing changes. */
    record Refusal(Why why, String because) implements Answer {}

    /** Why something is not cosigned. */
    enum Why {
        /** It can't be read. */
        MALFORMED(400),
        /** The older tree that it names is larger than its own. */
        OLD_SIZE_BEYOND(400),
        /** No key that is known for that log has signed it, or a signature by one is false. */
        NOT_SIGNED(403),
        /** No key is known for that log. */
        UNKNOWN_LOG(404),
        /** The proof doesn't lead from what was cosigned last to it. */
        NOT_CONSISTENT(422);

        private final int status;

        Why(int status) {
            this.status = status;
        }

        /** Of HTTP. */
        int status() {
            return status;
        }
    }
}
