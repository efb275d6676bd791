package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many subscribers to one question while much changes: few frames for each, the same figures for all, and little
 * memory. With {@code -Drackledger.subscribers=2000 -Drackledger.seconds=30} as many as a ledger is promised to serve.
 */
@Tag("both-databases")
class ManySubscribersTest {
    private static final int SUBSCRIBERS = Integer.getInteger("rackledger.subscribers", 200);
    private static final int SECONDS = Integer.getInteger("rackledger.seconds", 5);
    private static final int CHANGES_A_SECOND = 100;
    private static final int FRAMES_A_SECOND = 5;
    private static final long MOST_BYTES_EACH = 200_000;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String VIEW = "/api/views/vendor-share";

    private final long seed = Long.getLong("rackledger.seed", System.nanoTime());
    private final Deals deals = new Deals(new Random(seed), 20);
    private final AtomicInteger begun = new AtomicInteger();

    /**
     * What a subscriber saw.
     *
     * @param nanos from its first frame to its last
     */
    private record Seen(Replica replica, int frames, long nanos) {
        double framesASecond() {
            return (frames - 1) / (nanos / 1e9);
        }
    }

    @Test
    void each_gets_a_few_frames_a_second_and_all_of_the_figures() throws Exception {
        System.out.println("seed " + seed);
        deals.grow(100);
        int last = 100 + CHANGES_A_SECOND * SECONDS;
        try (QueryServer server = QueryServer.start(deals.ledger());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = usedBytes();
            List<Future<Seen>> subscribers = new ArrayList<>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(threads.submit(() -> watch(server.port(), last - 1)));
                int most = i + 1;
                if (most % 50 == 0) {
                    await().atMost(LIMIT).until(() -> begun.get() >= most);
                }
            }
            await().atMost(LIMIT).until(() -> begun.get() == SUBSCRIBERS);
            change(last / 2);
            long used = usedBytes();
            change(last);
            Replica.Known answer = Replica.Known.of(server.get(VIEW + "?atLeast=" + (last - 1)));
            List<Seen> all = new ArrayList<>();
            for (Future<Seen> subscriber : subscribers) {
                all.add(subscriber.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            double most = all.stream().mapToDouble(Seen::framesASecond).max().orElseThrow();
            System.out.printf(
                    "%d subscribers, %d changes/s: at most %.2f frames/s, %d kB of heap each, clients included%n",
                    SUBSCRIBERS, CHANGES_A_SECOND, most, (used - before) / SUBSCRIBERS / 1_000);
            assertThat(all)
                    .allSatisfy(seen -> assertThat(seen.replica().known()).isEqualTo(answer));
            assertThat(all).allSatisfy(seen -> assertThat(seen.frames()).isGreaterThan(2));
            assertThat(most).isLessThanOrEqualTo(FRAMES_A_SECOND + 1.0 / SECONDS);
            assertThat(used - before).isLessThan(SUBSCRIBERS * MOST_BYTES_EACH);
        }
    }

    private void change(int size) {
        long begin = System.nanoTime();
        int from = deals.history().size();
        while (deals.history().size() < size) {
            long due = from + (System.nanoTime() - begin) * CHANGES_A_SECOND / 1_000_000_000L;
            deals.grow((int) Math.min(due, size) - deals.history().size());
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private Seen watch(int port, long lastPosition) {
        try (Wire wire = Wire.stream(port, VIEW + "/stream", null)) {
            Replica replica = new Replica();
            replica.apply(Objects.requireNonNull(wire.next()));
            begun.incrementAndGet();
            int frames = 1;
            long begin = 0;
            while (replica.position() < lastPosition) {
                replica.apply(Objects.requireNonNull(wire.next()));
                begin = begin == 0 ? System.nanoTime() : begin;
                frames++;
            }
            return new Seen(replica, frames - 1, System.nanoTime() - begin);
        }
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
