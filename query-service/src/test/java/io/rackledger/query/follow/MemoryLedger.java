package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tags;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Tag;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, all of it acknowledged; who polls it gets batches of random size. Thread-safe. */
public final class MemoryLedger implements Ledger {
    private static final int LARGEST_BATCH = 8;

    private final EventCodec codec = new EventCodec();
    private final List<StoredEvent> events = new CopyOnWriteArrayList<>();
    private final Random random;
    private volatile CountDownLatch grown = new CountDownLatch(1);

    /**
     * A ledger of these events.
     *
     * @param history in the order of their positions, gapless from 0
     */
    public MemoryLedger(List<Recorded> history, Random random) {
        this.random = random;
        events.addAll(history.stream().map(this::stored).toList());
    }

    /** Takes more events, the first of which has the next position. */
    public synchronized void add(Recorded... more) {
        events.addAll(Stream.of(more).map(this::stored).toList());
        grown.countDown();
        grown = new CountDownLatch(1);
    }

    private StoredEvent stored(Recorded recorded) {
        EventType type = EventType.of(recorded.event());
        Entry entry = Entry.of(
                recorded.id(),
                type.wireName(),
                String.valueOf(type.version()),
                Tags.of(recorded).stream()
                        .map(tag -> new Tag(tag.key(), tag.value()))
                        .toList(),
                Envelope.metadata(
                        recorded.command(),
                        "",
                        recorded.mode(),
                        recorded.provenance(),
                        recorded.validAt(),
                        recorded.actor(),
                        recorded.correlation()),
                codec.encode(recorded.event()));
        return new StoredEvent(recorded.position(), recorded.recordedAt(), Hash.ZERO, entry);
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
        return new Anchor(events.size(), Hash.ZERO);
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

    @Override
    public List<Commit> commits(int from, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredEvent> poll(long from, int most, Duration limit) throws InterruptedException {
        CountDownLatch next = grown;
        if (from >= events.size()) {
            next.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
        return read(from, 1 + random.nextInt(LARGEST_BATCH));
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
