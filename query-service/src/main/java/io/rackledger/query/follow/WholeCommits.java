package io.rackledger.query.follow;

import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import java.time.Duration;
import java.util.List;

/** Reads batches that end where a commit does. Thread-safe. */
final class WholeCommits {
    private final Ledger ledger;
    private final int batch;

    WholeCommits(Ledger ledger, int batch) {
        this.ledger = ledger;
        this.batch = batch;
    }

    /** About a batch from a position on; waits for the first event up to a limit. */
    List<StoredEvent> poll(long from, Duration limit) throws InterruptedException {
        List<StoredEvent> read = ledger.poll(from, batch, limit);
        if (read.size() < batch) {
            return read;
        }
        int most = batch;
        while (true) {
            StoredEvent last = read.getLast();
            int end = read.size();
            while (end > 0 && read.get(end - 1).commit().equals(last.commit())) {
                end--;
            }
            if (end > 0) {
                return read.subList(0, end);
            }
            most = 2 * most;
            int before = read.size();
            read = ledger.read(from, most);
            if (read.size() == before || read.size() < most) {
                return read;
            }
        }
    }
}
