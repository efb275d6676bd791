package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.query.follow.ReplayState.Asked;
import io.rackledger.query.store.Database;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While events keep coming, replays are swapped in and undone, and nobody who reads notices but by the generation. */
@Timeout(180)
class ReplayUnderLoadTest {
    private static final int ORDERS = 10;
    private static final int READERS = 2;
    private static final int ROUNDS = 3;
    /** Replays, which write on the thread that folds, keep up with that on any database. */
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(5);

    private static final Pace PACE = new Pace(50, Duration.ofMillis(20));

    private final MemoryLedger ledger = new MemoryLedger();
    private final Course course = new Course(ORDERS);
    private final AtomicBoolean done = new AtomicBoolean();

    @ParameterizedTest
    @EnumSource(Database.class)
    void every_answer_is_of_one_position_and_positions_and_swaps_go_one_way(Database kind) throws Exception {
        ledger.add(course.events(0, 500));
        try (Service service = Service.started(ledger, kind.fresh(), PACE);
                ExecutorService threads = Executors.newThreadPerTaskExecutor(Executors.defaultThreadFactory());
                ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor()) {
            List<Future<Set<Long>>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit((Callable<Set<Long>>) () -> read(service.follower)));
            }
            writer.scheduleAtFixedRate(this::write, 0, BETWEEN_WRITES.toMillis(), TimeUnit.MILLISECONDS);
            try {
                swapAndUndo(service);
            } finally {
                done.set(true);
            }
            writer.shutdown();
            assertThat(writer.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ledger.head().size()).isGreaterThan(500);
            for (Future<Set<Long>> reader : readers) {
                assertThat(reader.get(60, TimeUnit.SECONDS)).contains(1L, 2L, 3L, 4L);
            }
            service.follows(ledger);
            assertRight(service.follower.image());
            assertThat(service.follower.trouble()).isEmpty();
        }
    }

    /** Each round swaps twice and undoes the second. */
    private static void swapAndUndo(Service service) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            long kept = service.replayed(ReplayState.SWAPPED);
            Image before = service.follower.image();
            service.follower.awaitAfter(before, Service.LIMIT);
            long undone = service.replayed(ReplayState.SWAPPED);
            assertThat(service.replay(undone).comparison().differing()).isZero();
            service.follower.awaitAfter(service.follower.image(), Service.LIMIT);
            assertThat(service.ask(undone, Asked.UNDO).state()).isEqualTo(ReplayState.UNDONE);
            assertThat(service.generation()).isEqualTo(kept);
        }
    }

    private Set<Long> read(Follower follower) throws InterruptedException {
        Set<Long> generations = new TreeSet<>();
        long size = 0;
        while (!done.get()) {
            Image image = follower.awaitAfter(Image.EMPTY, Service.LIMIT);
            assertRight(image);
            assertThat(image.size()).isGreaterThanOrEqualTo(size);
            size = image.size();
            generations.add(image.generation(List.of(io.rackledger.query.fold.Orders.FOLD)));
        }
        return generations;
    }

    private static void assertRight(Image image) {
        BigDecimal delivered = Service.shares(image).rows().stream()
                .map(row -> (BigDecimal) row.figures().get("amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(delivered).isEqualByComparingTo(BigDecimal.valueOf(image.size() - ORDERS));
    }

    private void write() {
        long size = ledger.head().size();
        ledger.add(course.events(size, size + 3));
    }
}
