package io.rackledger.peer.axon4;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** A pooled streaming event processor that begins without a token, until it has handled all there is. */
final class Replay implements AutoCloseable {
    private static final String NAME = "vendor-share";
    private static final int BATCH_SIZE = 500;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(30);
    private static final long STOP_LIMIT_SECONDS = 30;
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final int segments;
    private final ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
    private final ScheduledExecutorService workers;
    private final PooledStreamingEventProcessor processor;

    Replay(EmbeddedEventStore store, TokenStore tokens, Transactions transactions, Form form, int segments) {
        this.segments = segments;
        this.workers = Executors.newScheduledThreadPool(segments);
        this.processor = PooledStreamingEventProcessor.builder()
                .name(NAME)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(new VendorShare(transactions, NAME, form))
                        .build())
                .messageSource(store)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .initialSegmentCount(segments)
                .batchSize(BATCH_SIZE)
                .build();
    }

    /** Runs it, and tells how many nanoseconds went by until every segment had committed the last event. */
    long run(long last) {
        long begin = System.nanoTime();
        processor.start();
        while (!isPast(last)) {
            if (System.nanoTime() - begin > LIMIT_NANOS) {
                throw new IllegalStateException("the replay took too long: " + processor.processingStatus());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return System.nanoTime() - begin;
    }

    private boolean isPast(long last) {
        var statuses = processor.processingStatus().values();
        for (EventTrackerStatus status : statuses) {
            if (status.isErrorState()) {
                throw new IllegalStateException("the replay failed", status.getError());
            }
        }
        return statuses.size() == segments
                && statuses.stream()
                        .allMatch(status -> status.getCurrentPosition().orElse(-1) >= last);
    }

    @Override
    public void close() throws Exception {
        processor.shutdownAsync().get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
        stop(coordinator);
        stop(workers);
    }

    private static void stop(ScheduledExecutorService executor) throws InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a thread of the processor did not end");
        }
    }
}
