package io.rackledger.peer.axon4;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;

/** So many orders in PostgreSQL, placed with one vendor, behind an asynchronous command bus. Thread-safe. */
final class Orders implements AutoCloseable {
    static final int ORDERS = 2_000;

    /** More don't make it faster on few cores. */
    private static final int THREADS = 64;

    private static final int FOR_A_PROCESSOR = 8;
    private static final long LIMIT_SECONDS = 60;
    private static final String REASON = "x".repeat(160);

    private static final int WATCHED = 0;

    private final HikariDataSource source;
    private final Transactions transactions;
    private final Serializer serializer;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AsynchronousCommandBus bus;
    private final EmbeddedEventStore store;
    private final AtomicIntegerArray shifted = new AtomicIntegerArray(ORDERS);
    private final AtomicLong refused = new AtomicLong();

    /**
     * In a database without tables.
     *
     * @param isCached whether every aggregate stays in memory; else each command reads all of the order's events
     */
    Orders(String url, boolean isCached) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setAutoCommit(false);
        config.setMaximumPoolSize(THREADS + FOR_A_PROCESSOR);
        source = new HikariDataSource(config);
        transactions = new Transactions(source);
        serializer = JacksonSerializer.builder()
                .objectMapper(JsonMapper.builder().build())
                .build();
        JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                .connectionProvider(transactions)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
        transactions.executeInTransaction(() -> engine.createSchema(PostgresEventTableFactory.INSTANCE));
        store = EmbeddedEventStore.builder().storageEngine(engine).build();
        EventSourcingRepository.Builder<ServerOrder> repository =
                EventSourcingRepository.builder(ServerOrder.class).eventStore(store);
        bus = AsynchronousCommandBus.builder()
                .executor(threads)
                .transactionManager(transactions)
                .build();
        AggregateAnnotationCommandHandler.<ServerOrder>builder()
                .aggregateType(ServerOrder.class)
                .repository((isCached ? repository.cache(new EveryAggregate()) : repository).build())
                .build()
                .subscribe(bus);
        placeAll();
    }

    private void placeAll() throws Exception {
        CompletableFuture<?>[] placed = new CompletableFuture<?>[ORDERS];
        for (int i = 0; i < ORDERS; i++) {
            placed[i] = dispatch(new ServerOrder.Place(name(i), "buyer", "vendor-0"));
        }
        CompletableFuture.allOf(placed).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<Object> dispatch(Object command) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        bus.dispatch(GenericCommandMessage.asCommandMessage(command), (message, result) -> {
            if (result.isExceptional()) {
                answer.completeExceptionally(result.exceptionResult());
            } else {
                answer.complete(result.getPayload());
            }
        });
        return answer;
    }

    /** A processor that sees what happens to the order that is watched. */
    Watch watch() {
        return new Watch(this, name(WATCHED), store, transactions, serializer);
    }

    private static String name(int order) {
        return "order-" + order;
    }

    /** Shifts what is open of a random order, but for the one that is watched. */
    CompletableFuture<Object> shift() {
        return shift(ThreadLocalRandom.current().nextInt(WATCHED + 1, ORDERS));
    }

    /** Shifts what is open of the order that is watched. */
    CompletableFuture<Object> shiftWatched() {
        return shift(WATCHED);
    }

    private CompletableFuture<Object> shift(int order) {
        int from = shifted.getAndIncrement(order) % 2;
        return dispatch(new ServerOrder.Shift(name(order), "vendor-" + from, "vendor-" + (1 - from), REASON))
                .thenApply(answer -> {
                    if (!Boolean.TRUE.equals(answer)) {
                        refused.incrementAndGet();
                    }
                    return answer;
                });
    }

    /** How many were refused: two on one order that were sent at the same moment may change places. */
    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        bus.shutdown();
        store.shutDown();
        threads.shutdownNow();
        source.close();
    }
}
