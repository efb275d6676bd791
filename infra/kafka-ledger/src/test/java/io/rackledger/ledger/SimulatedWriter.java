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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The real engine with its shell replaced: what it sends lands, is answered and is read when the test says so. */
final class SimulatedWriter implements Effects {
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    static final LedgerSettings SETTINGS = new LedgerSettings(
            8, 5_000, 20, 10_000, 4, 2_000, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(20));

    /** A record on its way. */
    record Send(long id, byte[] value) {}

    final SimulatedLog log;
    final LedgerIndex index = new LedgerIndex(IndexSettings.IN_MEMORY, SimulatedLog.LEDGER, Runnable::run, 4_000);
    final Deque<Send> outbox = new ArrayDeque<>();
    final List<Send> abandoned = new ArrayList<>();
    final Engine engine;
    Instant now;
    private final List<Runnable> tellings = new ArrayList<>();
    private long position;

    SimulatedWriter(SimulatedLog log, boolean writes, LedgerSettings settings, Instant now, long seed) {
        this.log = log;
        this.now = now;
        this.engine =
                new Engine(SimulatedLog.LEDGER, writes, settings, index, this, LedgerObserver.NONE, new Random(seed));
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

    /** An append, and everything its sender was told. */
    static final class SimulatedAppend {
        final List<Entry> entries;
        final @Nullable Condition condition;
        final List<Outcome> told = new ArrayList<>();
        Runnable whenTold = () -> {};
        int taken;

        @Nullable
        SimulatedWriter sentBy;

        Instant deadline = Instant.MAX;

        SimulatedAppend(@Nullable Condition condition, String... ids) {
            this.entries =
                    java.util.Arrays.stream(ids).map(SimulatedWriter::entry).toList();
            this.condition = condition;
        }

        private void told(Outcome outcome) {
            told.add(outcome);
            whenTold.run();
        }

        @Nullable
        Outcome outcome() {
            return told.isEmpty() ? null : told.getFirst();
        }

        @Override
        public String toString() {
            return entries.stream().map(Entry::id).toList().toString();
        }
    }
}
