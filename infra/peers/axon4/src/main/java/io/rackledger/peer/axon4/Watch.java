package io.rackledger.peer.axon4;

import io.rackledger.load.Latencies;
import io.rackledger.load.SteadyLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.serialization.Serializer;

/**
 * A pooled streaming event processor beside the orders, as it comes but for its threads: when its handler sees that one of
 * them was shifted, whatever it would then do with it. For one thread.
 */
final class Watch implements AutoCloseable {
    private static final String NAME = "watch";
    private static final int THREADS = 2;
    private static final long LIMIT_SECONDS = 60;
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private final Orders orders;
    private final ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(THREADS);
    private final PooledStreamingEventProcessor processor;
    private final Seen seen;
    private int shifted;

    /** When each shift of the order came to the handler. */
    static final class Seen {
        private final String watched;
        private final Map<Integer, Long> nanos = new ConcurrentHashMap<>();

        Seen(String watched) {
            this.watched = watched;
        }

        @EventHandler
        void on(ServerOrder.Shifted event) {
            if (event.order().equals(watched)) {
                nanos.put(nanos.size(), System.nanoTime());
            }
        }
    }

    private record Acknowledged(int number, long nanos) {}

    Watch(Orders orders, String watched, EmbeddedEventStore store, Transactions transactions, Serializer serializer) {
        this.orders = orders;
        seen = new Seen(watched);
        JdbcTokenStore tokens = JdbcTokenStore.builder()
                .connectionProvider(transactions)
                .serializer(serializer)
                .build();
        transactions.executeInTransaction(() -> tokens.createSchema(PostgresTokenTableFactory.INSTANCE));
        processor = PooledStreamingEventProcessor.builder()
                .name(NAME)
                .eventHandlerInvoker(
                        SimpleEventHandlerInvoker.builder().eventHandlers(seen).build())
                .messageSource(store)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .build();
        processor.start();
    }

    /** How soon after it is acknowledged a shift is seen, each half a second, while others shift at that rate. */
    Latencies lag(int perSecond, Duration duration) throws Exception {
        awaitSeen(acknowledged());
        SteadyLoad load = SteadyLoad.begin(orders::shift, perSecond, duration);
        long begin = System.nanoTime();
        List<Acknowledged> sent = new ArrayList<>();
        while (System.nanoTime() - begin < duration.toNanos()) {
            sent.add(acknowledged());
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        load.await(Duration.ofSeconds(LIMIT_SECONDS));
        long[] lags = new long[sent.size()];
        for (int i = 0; i < lags.length; i++) {
            lags[i] = awaitSeen(sent.get(i));
        }
        return Latencies.of(lags);
    }

    private Acknowledged acknowledged() throws Exception {
        if (!Boolean.TRUE.equals(orders.shiftWatched().get(LIMIT_SECONDS, TimeUnit.SECONDS))) {
            throw new IllegalStateException("the order that is watched was shifted by somebody else");
        }
        return new Acknowledged(shifted++, System.nanoTime());
    }

    private long awaitSeen(Acknowledged shift) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            Long nanos = seen.nanos.get(shift.number());
            if (nanos != null) {
                return Math.max(0, nanos - shift.nanos());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new IllegalStateException("a shift was not seen: " + processor.processingStatus());
    }

    @Override
    public void close() throws Exception {
        processor.shutdownAsync().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        coordinator.shutdownNow();
        workers.shutdownNow();
    }
}
