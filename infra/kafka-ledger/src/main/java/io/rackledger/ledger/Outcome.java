package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import java.time.Instant;

/** What became of an append. */
public sealed interface Outcome {
    /**
     * It stands, and its whole chain is acknowledged.
     *
     * @param position   of its first event; the others follow without a gap
     * @param anchor     of its commit
     * @param recordedAt of its commit
     */
    record Appended(long position, Anchor anchor, Instant recordedAt) implements Outcome {}

    /** Not taken: an event at this position matches what the condition excludes. */
    record Conflict(long position) implements Outcome {}

    /** Not taken: it was decided on a commit that turned out void. Decide again; no race was lost. */
    record Superseded() implements Outcome {}

    /** Certainly not taken, because the ledger can't take anything now. */
    record Unavailable(String because) implements Outcome {}

    /** Perhaps taken: it was sent, and what became of it could not be known in time. */
    record Unknown(String because) implements Outcome {}

    /** Not taken: its record would be larger than the ledger allows. */
    record TooLarge(int bytes, int mostBytes) implements Outcome {}
}
