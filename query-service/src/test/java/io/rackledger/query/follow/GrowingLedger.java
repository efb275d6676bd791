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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A ledger that a test adds to, one event a commit, all acknowledged at once. Thread-safe. */
final class GrowingLedger implements Ledger {
    private final EventCodec codec = new EventCodec();
    private final List<StoredEvent> events = new ArrayList<>();

    /** Adds what comes next. */
    synchronized void add(Collection<Recorded> history) {
        history.forEach(recorded -> events.add(stored(recorded)));
        notifyAll();
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
        return new StoredEvent(recorded.position(), recorded.recordedAt(), hash(recorded.position()), entry);
    }

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
    public synchronized Anchor head() {
        return new Anchor(events.size(), hash(events.size() - 1));
    }

    @Override
    public synchronized List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        return events.stream()
                .filter(event -> event.position() >= from && event.position() < upTo.size())
                .filter(event -> criteria.stream().anyMatch(criterion -> criterion.matches(event.entry())))
                .toList();
    }

    @Override
    public synchronized List<StoredEvent> read(long from, int most) {
        int size = events.size();
        return List.copyOf(events.subList((int) Math.min(from, size), (int) Math.min(from + most, size)));
    }

    @Override
    public synchronized List<StoredEvent> poll(long from, int most, Duration limit) throws InterruptedException {
        if (from >= events.size()) {
            TimeUnit.NANOSECONDS.timedWait(this, limit.toNanos());
        }
        return read(from, most);
    }

    @Override
    public Status status() {
        return new Status(State.FOLLOWING, true, "", 0);
    }

    @Override
    public List<Commit> commits(int from, int most) {
        throw new UnsupportedOperationException();
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
    public void close() {}
}
