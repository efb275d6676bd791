package io.rackledger.ledger;

import io.rackledger.format.Chain;
import io.rackledger.format.Commit;
import io.rackledger.format.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A log in memory that can only append, with holes in its offsets, and what any reader of it must find. */
final class SimulatedLog {
    static final String LEDGER = "simulated";

    record LogRecord(long offset, byte[] value) {}

    final List<LogRecord> records = new ArrayList<>();
    final List<Commit> commits = new ArrayList<>();
    private final Chain chain = new Chain(LEDGER);
    private long nextOffset;

    /** Appends a record and returns its offset. */
    long append(byte[] value) {
        records.add(new LogRecord(nextOffset, value));
        switch (chain.judge(value)) {
            case Verdict.Valid valid -> commits.add(valid.commit());
            case Verdict.Void nothing -> {}
            case Verdict.Stop stop -> throw new AssertionError("a writer stopped the ledger: " + stop.because());
        }
        return nextOffset++;
    }

    /** Leaves an offset out, as a transactional marker does. */
    void hole() {
        nextOffset++;
    }

    /** What a reader of the whole log finds now. */
    Chain chain() {
        return chain;
    }
}
