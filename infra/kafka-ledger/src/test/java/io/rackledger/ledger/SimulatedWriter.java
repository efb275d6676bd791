package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Tag;
import io.rackledger.ledger.SimulatedLog.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** The real engine with its shell replaced: what it sends lands, is answered and is read when the test says so. */
final class SimulatedWriter implements Effects {
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    static final LedgerSettings SETTINGS = new LedgerSettings(
            8, 5_000, 20, 10_000, 4, 2_000, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(20));

    private static final long SETTLE_AT = 4_000;

    /** A record on its way. */
    record Send(long id, byte[] value) {}

    final SimulatedLog log;
    final MVStore store;
    final LedgerIndex index;
    final @Nullable ResumePoint resuming;
    final Deque<Send> outbox = new ArrayDeque<>();
    final List<Send> abandoned = new ArrayList<>();
    final Engine engine;
    Instant now;
    private final List<Runnable> tellings = new ArrayList<>();
    private final Deque<Runnable> unwritten;
    private long position;

    /** One with an index of its own, into which all is written at once. */
    SimulatedWriter(SimulatedLog log, boolean writes, LedgerSettings settings, Instant now, long seed) {
        this(log, IndexFile.inMemory(), writes, settings, now, seed, new ArrayDeque<>(), Runnable::run);
    }

    /** One with the index in that store, into which nothing is written before {@link #write}. */
    SimulatedWriter(SimulatedLog log, MVStore store, boolean writes, LedgerSettings settings, Instant now, long seed) {
        Deque<Runnable> unwritten = new ArrayDeque<>();
        this(log, store, writes, settings, now, seed, unwritten, unwritten::addLast);
    }

    private SimulatedWriter(
            SimulatedLog log,
            MVStore store,
            boolean writes,
            LedgerSettings settings,
            Instant now,
            long seed,
            Deque<Runnable> unwritten,
            Executor settler) {
        this.log = log;
        this.store = store;
        this.now = now;
        this.unwritten = unwritten;
        this.index = new LedgerIndex(null, new StoredIndex(store, SimulatedLog.LEDGER), settings, settler, SETTLE_AT);
        this.engine =
                new Engine(SimulatedLog.LEDGER, writes, settings, index, this, LedgerObserver.NONE, new Random(seed));
        this.resuming = ResumePoint.of(SimulatedLog.LEDGER, index, "of the simulator");
        this.position = resuming == null ? 0 : resuming.from();
    }

    @Override
    public void send(long sendId, byte[] value) {
        outbox.addLast(new Send(sendId, value));
    }

    @Override
    public void abandonSends() {
        abandoned.addAll(outbox);
        outbox.clear();
    }

    @Override
    public void tell(Runnable listener) {
        tellings.add(listener);
    }

    void settle() {
        List<Runnable> told = List.copyOf(tellings);
        tellings.clear();
        told.forEach(Runnable::run);
    }

    /** The offset that it reads next. */
    long position() {
        return position;
    }

    boolean hasRead() {
        return log.at(position) == null;
    }

    /** Reads at most so many records. */
    void read(int most) {
        LogRecord record = log.at(position);
        for (int i = 0; i < most && record != null; i++) {
            engine.record(record.offset, record.value, now);
            position = record.offset + 1;
            record = log.at(position);
        }
        settle();
    }

    /**
     * Reads up to what its index holds, which the log must lead to.
     *
     * @return why it doesn't; empty if it does
     */
    String resume(ResumePoint point) {
        String because = point.missing(log.end(), position);
        LogRecord record = log.at(position);
        while (because.isEmpty() && !point.isReached() && record != null) {
            because = point.take(record.offset, record.value);
            if (because.isEmpty()) {
                engine.record(record.offset, record.value, now);
                position = record.offset + 1;
                record = log.at(position);
            }
        }
        settle();
        return because.isEmpty() ? point.missing(log.end(), log.end()) : because;
    }

    /** The next part of its index is written, if one waits. */
    void write() {
        if (!unwritten.isEmpty()) {
            unwritten.removeFirst().run();
        }
        if (!index.failure().isEmpty()) {
            throw new IllegalStateException(index.failure());
        }
    }

    /** It is closed in good order: whoever waits is told, and its index is written to the end. */
    void close() {
        unreadable("it is closed");
        while (!unwritten.isEmpty()) {
            write();
        }
        index.close();
    }

    /** Is given again what it read from that offset on. */
    void readAgain(long offset) {
        for (LogRecord record = log.at(offset); record != null && record.offset < position; ) {
            engine.record(record.offset, record.value, now);
            record = log.at(record.offset + 1);
        }
        settle();
    }

    void unreadable(String because) {
        engine.unreadable(because);
        settle();
    }

    void readAll() {
        read(Integer.MAX_VALUE);
    }

    void caughtUp() {
        engine.caughtUp(now);
        settle();
    }

    /** The next record that was sent lands; its offset is returned, nobody is told. */
    long land() {
        return log.append(outbox.removeFirst().value());
    }

    /** All that was sent lands, nobody is told, and it is read. */
    void landAll() {
        while (!outbox.isEmpty()) {
            land();
        }
        readAll();
    }

    void acknowledge(long sendId, long offset) {
        engine.acknowledged(sendId, offset, now);
        settle();
    }

    void fail(long sendId) {
        engine.failed(sendId, now);
        settle();
    }

    /** Waits for the tip, as somebody does who read there. */
    void await(Consumer<Outcome> listener) {
        engine.await(index.tip().anchor(), now.plus(TIMEOUT), listener);
        settle();
    }

    void assigned(boolean assigned) {
        engine.assigned(assigned, now);
        settle();
    }

    void tick(Duration passed) {
        now = now.plus(passed);
        engine.tick(now);
        settle();
    }

    /** Opens on what the log holds. */
    SimulatedWriter open() {
        readAll();
        caughtUp();
        land();
        readAll();
        return this;
    }

    SimulatedAppend append(SimulatedAppend append) {
        engine.append(
                new Append(append.entries, append.condition, now.plus(TIMEOUT), () -> append.taken++, append::told),
                now);
        settle();
        return append;
    }

    SimulatedAppend append(String... ids) {
        return append(new SimulatedAppend(null, ids));
    }

    /** What a decision that reads these tags at the tip depends on. */
    Condition readAtTip(String... tags) {
        Anchor tip = index.tip().anchor();
        return new Condition(tip, tip.size(), List.of(Criterion.of(Set.of(), tags(tags))));
    }

    /** The ids of the events up to the tip. */
    List<String> events() {
        return index.range(0, Long.MAX_VALUE).stream()
                .map(event -> event.entry().id())
                .toList();
    }

    static List<Tag> tags(String... tags) {
        return java.util.Arrays.stream(tags).map(tag -> new Tag("tag", tag)).toList();
    }

    /** An event; the part of its id before a slash is its tag. */
    static Entry entry(String id) {
        String tag = id.substring(0, Math.max(0, id.indexOf('/')));
        return Entry.of(
                id,
                "happened",
                "1",
                tag.isEmpty() ? List.of() : tags(tag),
                Map.of(),
                "{}".getBytes(StandardCharsets.UTF_8));
    }
}
