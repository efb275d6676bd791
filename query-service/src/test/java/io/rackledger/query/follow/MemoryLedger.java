package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A ledger in memory that a test adds to, all of it acknowledged at once. Thread-safe. */
public final class MemoryLedger implements Ledger {
    private static final int LARGEST_BATCH = 8;

    private final List<StoredEvent> events = new CopyOnWriteArrayList<>();
    private final @Nullable Random random;
    private volatile CountDownLatch grown = new CountDownLatch(1);

    /** An empty ledger; who polls it gets all that there is. */
    MemoryLedger() {
        this.random = null;
    }

    /**
     * A ledger of these events; who polls it gets batches of random size.
     *
     * @param history in the order of their positions, gapless from 0
     */
    public MemoryLedger(List<Recorded> history, Random random) {
        this.random = random;
        events.addAll(history.stream().map(MemoryLedger::stored).toList());
    }

    /** Takes more events, the first of which has the next position. */
    public void add(Recorded... more) {
        add(List.of(more));
    }

    /** Takes more events, the first of which has the next position. */
    synchronized void add(Collection<Recorded> more) {
        events.addAll(more.stream().map(MemoryLedger::stored).toList());
        grown.countDown();
        grown = new CountDownLatch(1);
    }

    private static StoredEvent stored(Recorded recorded) {
        return LedgerEvents.written(recorded, hash(recorded.position()));
    }

    /** Each event is a commit of its own. */
    private static Hash hash(long position) {
        return Hash.of(ByteBuffer.allocate(Hash.LENGTH).putLong(position + 1).array());
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public Anchor tip() {
        return head();
    }

    @Override
    public Anchor head() {
        int size = events.size();
        return new Anchor(size, hash(size - 1));
    }

    @Override
    public List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        return events.stream()
                .filter(event -> event.position() >= from && event.position() < upTo.size())
                .filter(event -> criteria.stream().anyMatch(criterion -> criterion.matches(event.entry())))
                .toList();
    }

    @Override
    public List<StoredEvent> read(long from, int most) {
        return events.stream().skip(from).limit(most).toList();
    }

    /** None: an event stands here without the record that holds it. */
    @Override
    public List<Commit> commits(int from, int most) {
        return List.of();
    }

    @Override
    public List<StoredEvent> poll(long from, int most, Duration limit) throws InterruptedException {
        CountDownLatch next = grown;
        if (from >= events.size()) {
            next.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
        return read(from, random == null ? most : 1 + random.nextInt(LARGEST_BATCH));
    }

    @Override
    public CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome> acknowledged(Anchor tip) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Runnable onAdvance(Runnable callback) {
        return () -> {};
    }

    @Override
    public Status status() {
        return new Status(State.FOLLOWING, true, "", 0);
    }

    @Override
    public void close() {}
}
