package io.rackledger.ledger.kafka;

import io.rackledger.ledger.LedgerObserver;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which records of the log are skipped as void, at once and then from time to time, and passes on the rest. */
record SkippedRecords(String ledger, LedgerObserver next, Seldom said) implements LedgerObserver {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);

    @Override
    public void voidRecord(long offset, String because) {
        long unsaid = said.pass();
        if (unsaid >= 0) {
            LOG.warn(
                    "Ledger '{}': the record at offset {} is void and skipped: {}; {} more before it",
                    ledger,
                    offset,
                    because,
                    unsaid);
        }
        next.voidRecord(offset, because);
    }

    @Override
    public void acknowledged(int events, int bytes, Duration latency) {
        next.acknowledged(events, bytes, latency);
    }

    @Override
    public void sealing() {
        next.sealing();
    }

    @Override
    public void overtaken(int commits) {
        next.overtaken(commits);
    }
}
