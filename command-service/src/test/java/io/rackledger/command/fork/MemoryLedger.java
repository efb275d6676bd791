package io.rackledger.command.fork;

import io.rackledger.events.Event;
import io.rackledger.events.Mode;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A ledger that is read only, with the events that a test puts there; some may be in flight. */
public final class MemoryLedger implements Ledger {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final EventCodec codec = new EventCodec();
    private final List<StoredEvent> events = new ArrayList<>();
    private long acknowledged;

    /** Adds an acknowledged event. */
    public MemoryLedger with(String command, String bodyHash, @Nullable String validAt, Event event) {
        acknowledged++;
        return inFlight(command, bodyHash, validAt, event);
    }

    /** Adds an event that is at the tip only. */
    MemoryLedger inFlight(String command, String bodyHash, @Nullable String validAt, Event event) {
        long position = events.size();
        Instant at = START.plusSeconds(position);
        String id = "event-" + position;
        Map<String, String> metadata = Envelope.metadata(
                command, bodyHash, Mode.DECIDED, null, validAt == null ? null : ValidTime.parse(validAt), "test", null);
        EventType type = EventType.of(event);
        Entry entry = Entry.of(
                id,
                type.wireName(),
                String.valueOf(type.version()),
                Tags.of(Envelope.draft(id, at, metadata, event)).stream()
                        .map(MemoryLedger::tag)
                        .toList(),
                metadata,
                codec.encode(event));
        events.add(new StoredEvent(position, at, Hash.ZERO, entry));
        return this;
    }

    private static io.rackledger.format.Tag tag(Tag tag) {
        return new io.rackledger.format.Tag(tag.key(), tag.value());
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public Anchor tip() {
        return new Anchor(events.size(), Hash.ZERO);
    }

    @Override
    public Anchor head() {
        return new Anchor(acknowledged, Hash.ZERO);
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
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Commit> commits(int from, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredEvent> poll(long from, int most, Duration limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken) {
        throw new UnsupportedOperationException("a fork writes nothing");
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
        return new Status(State.WRITING, true, "", 0);
    }

    @Override
    public void close() {}
}
