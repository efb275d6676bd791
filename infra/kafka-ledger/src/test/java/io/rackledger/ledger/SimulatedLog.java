package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory with holes in its offsets. What is written is neither read nor acknowledged before it is replicated,
 * and may be lost until then, so that its offset is taken by another record. What is replicated is lost only by
 * {@link #loseAcknowledged}.
 */
final class SimulatedLog {
    static final String LEDGER = "simulated";

    /** A record, which may be lost one day. */
    static final class LogRecord {
        final long offset;
        final byte[] value;
        private boolean replicated;
        private boolean lost;

        LogRecord(long offset, byte[] value) {
            this.offset = offset;
            this.value = value;
        }

        boolean replicated() {
            return replicated;
        }

        boolean lost() {
            return lost;
        }
    }

    private final List<LogRecord> records = new ArrayList<>();
    private int replicated;
    private long nextOffset;
    private SimulatedAudit audit = new SimulatedAudit(LEDGER);
    private final List<SimulatedAudit> before = new ArrayList<>();

    /** Writes a record that is not replicated yet. */
    LogRecord write(byte[] value) {
        LogRecord record = new LogRecord(nextOffset++, value);
        records.add(record);
        return record;
    }

    /** Writes a record, replicates all that is written and returns its offset. */
    long append(byte[] value) {
        LogRecord record = write(value);
        replicate(Integer.MAX_VALUE);
        return record.offset;
    }

    void replicate(int most) {
        for (int i = 0; i < most && replicated < records.size(); i++) {
            LogRecord record = records.get(replicated++);
            record.replicated = true;
            audit.judge(record.value);
        }
    }

    /** Leaves an offset out, as a transactional marker does. */
    void hole() {
        nextOffset++;
    }

    /** Forgets all but so many of the records that are not replicated. */
    void loseUnacknowledged(int kept) {
        truncate(Math.min(records.size(), replicated + kept));
    }

    /** Forgets so many of the replicated records and all behind them, as a broker does that must not. */
    void loseAcknowledged(int count) {
        replicated = Math.max(0, replicated - count);
        truncate(replicated);
        before.add(audit);
        audit = new SimulatedAudit(LEDGER);
        records.forEach(record -> audit.judge(record.value));
    }

    private void truncate(int size) {
        List<LogRecord> lost = records.subList(size, records.size());
        lost.forEach(record -> record.lost = true);
        lost.clear();
        nextOffset = records.isEmpty() ? 0 : records.getLast().offset + 1;
    }

    /** The first replicated record at that offset or after it; null if there is none yet. */
    @Nullable
    LogRecord at(long offset) {
        int low = 0;
        int high = replicated;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).offset < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < replicated ? records.get(low) : null;
    }

    /** One behind the last offset that is replicated, be it one that was left out. */
    long end() {
        return replicated == records.size() ? nextOffset : records.get(replicated).offset;
    }

    /** The offset of the next record that is written. */
    long nextOffset() {
        return nextOffset;
    }

    List<LogRecord> replicated() {
        return records.subList(0, replicated);
    }

    /** What a reader of the whole log finds now. */
    SimulatedAudit audit() {
        return audit;
    }

    /** Whether that commit stood once and was lost. */
    boolean lost(Anchor anchor) {
        return !audit.contains(anchor) && before.stream().anyMatch(once -> once.contains(anchor));
    }
}
