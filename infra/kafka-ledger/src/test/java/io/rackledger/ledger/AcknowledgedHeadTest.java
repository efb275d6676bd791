package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcknowledgedHeadTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int RACES = 2_000;

    private final AcknowledgedHead head = new AcknowledgedHead(Head.EMPTY);

    private static Head at(long size) {
        byte[] hash = new byte[Hash.LENGTH];
        hash[0] = 1;
        return new Head(size, Hash.of(hash), Instant.EPOCH);
    }

    private CompletableFuture<Void> waitForMoreThan(long size) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        head.awaitMoreThan(size, FOR_EVER);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                run -> Thread.ofVirtual().start(run));
    }

    private static void get(CompletableFuture<Void> waiting) throws Exception {
        waiting.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Each move races with somebody who looks first and waits then: a wake-up that falls between would be lost. */
    @Test
    void whoever_waits_is_woken_by_the_move_that_it_waits_for() throws Exception {
        for (int i = 1; i <= RACES; i++) {
            CompletableFuture<Void> waiting = waitForMoreThan(i - 1);
            head.moveTo(at(i));
            get(waiting);
        }
    }

    @Test
    void whoever_waits_is_woken_by_the_close_and_whoever_comes_later_does_not_wait() throws Exception {
        CompletableFuture<Void> waiting = waitForMoreThan(0);
        assertThat(waiting).isNotDone();
        head.close();
        get(waiting);
        get(waitForMoreThan(0));
    }

    @Test
    void callbacks_run_once_for_each_move_and_not_when_taken_out() {
        List<Long> seen = new ArrayList<>();
        Runnable takeOut = head.onMove(() -> seen.add(head.get().size()));
        head.moveTo(at(1));
        head.moveTo(at(1));
        head.moveTo(at(3));
        takeOut.run();
        head.moveTo(at(4));
        assertThat(seen).containsExactly(1L, 3L);
    }
}
