package io.rackledger.ledger.axon;

import io.rackledger.format.Criterion;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;

/** The acknowledged events from a position on, without end. Thread-safe. */
final class EventTail implements MessageStream<EventMessage> {
    private static final int BATCH = 256;
    private static final Executor CALLBACKS = ForkJoinPool.commonPool();

    private final Ledger ledger;
    private final List<Criterion> criteria;
    private final ArrayDeque<StoredEvent> batch = new ArrayDeque<>();
    private final Runnable unsubscribe;
    private long next;
    private boolean closed;
    private volatile @Nullable Runnable callback;

    EventTail(Ledger ledger, List<Criterion> criteria, long from) {
        this.ledger = ledger;
        this.criteria = criteria;
        this.next = from;
        this.unsubscribe = ledger.onAdvance(() -> CALLBACKS.execute(this::callBack));
    }

    private void callBack() {
        Runnable current = callback;
        if (current != null) {
            current.run();
        }
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
        Optional<Entry<EventMessage>> entry = peek();
        batch.pollFirst();
        return entry;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
        fill();
        StoredEvent first = batch.peekFirst();
        return first == null ? Optional.empty() : Optional.of(entry(first));
    }

    private void fill() {
        while (batch.isEmpty() && !closed) {
            List<StoredEvent> read = ledger.read(next, BATCH);
            if (read.isEmpty()) {
                return;
            }
            next = read.getLast().position() + 1;
            read.stream()
                    .filter(event -> criteria.stream().anyMatch(criterion -> criterion.matches(event.entry())))
                    .forEach(batch::add);
        }
    }

    private static Entry<EventMessage> entry(StoredEvent event) {
        Context context =
                TrackingToken.addToContext(Context.empty(), new GlobalSequenceTrackingToken(event.position() + 1));
        return new SimpleEntry<>(AxonEvents.message(event), context);
    }

    @Override
    public void setCallback(Runnable callback) {
        this.callback = callback;
        CALLBACKS.execute(this::callBack);
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.empty();
    }

    @Override
    public synchronized boolean isCompleted() {
        return closed && batch.isEmpty();
    }

    @Override
    public boolean hasNextAvailable() {
        return peek().isPresent();
    }

    @Override
    public synchronized void close() {
        closed = true;
        batch.clear();
        unsubscribe.run();
    }
}
