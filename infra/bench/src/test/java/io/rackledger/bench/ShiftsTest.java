package io.rackledger.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.ledger.Ledger;
import io.rackledger.load.ClosedLoop;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is timed is also done: every shift stands in the ledger, and next to none is refused. */
class ShiftsTest {
    private static final double MOST_REFUSED = 0.01;

    @Test
    void every_shift_that_was_answered_stands_in_the_ledger(@TempDir Path folder) throws Exception {
        try (Ledger ledger = new InstantLedger(folder.resolve("index"))) {
            await().until(() -> ledger.status().state() == Ledger.State.WRITING);
            try (Shifts shifts = new Shifts(ledger)) {
                long placed = ledger.head().size();

                ClosedLoop.Reached reached = ClosedLoop.run(shifts::shift, 16, Duration.ofSeconds(1));

                assertThat(reached.latencies().count()).isPositive();
                assertThat(ledger.head().size() - placed)
                        .isGreaterThanOrEqualTo(reached.latencies().count());
                assertThat(shifts.refusedShare()).isLessThan(MOST_REFUSED);
            }
        }
    }
}
