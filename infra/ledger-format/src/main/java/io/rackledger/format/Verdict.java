package io.rackledger.format;

/** What a reader finds about a record. */
public sealed interface Verdict {
    /** It extends the chain. */
    record Valid(Commit commit) implements Verdict {}

    /** It does not, and never will: every reader skips it. */
    record Void(String because) implements Verdict {}

    /** Reading ends here: the ledger, or this program, is not what it should be. */
    record Stop(String because) implements Verdict {}
}
