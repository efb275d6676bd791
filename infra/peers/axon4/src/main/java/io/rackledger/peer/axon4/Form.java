package io.rackledger.peer.axon4;

import java.util.Locale;

/** How a projection writes what events change, within the batch's transaction. */
enum Form {
    /** Each handler executes its statements at once, as projections are mostly written. */
    PLAIN,
    /** What a batch changes is gathered, and each row written once, in JDBC batches, before the batch commits. */
    GATHERED;

    /** As in what is printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
