package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's thread: takes inputs one after the other, then publishes how far the chain is acknowledged, then tells
 * outcomes, on another executor. Whoever is told has everything that led to it to read. What callers hand in is limited
 * by their number and bytes, however slow the loop is. Thread-safe.
 *
 * <p>The file is longer than others because the log's side and the callers' side of one thread belong together.
 */
public final class EngineLoop {
    /** What the loop asks of the log. Called on the loop's thread; must not block. */
    public interface Log {
        /** Appends a record; the result comes back by {@link #acknowledged} or {@link #failed}. */
        void send(long sendId, byte[] value);

        /** Forgets all sends without a result. */
        void abandonSends();
    }

    private static final Logger LOG = LoggerFactory.getLogger(EngineLoop.class);
    private static final Duration TICK = Duration.ofMillis(5);
    private static final int MOST_AT_ONCE = 1024;

    /** How much of what is acknowledged a killed process reads again from the log. */
    private static final Duration SETTLE_AFTER = Duration.ofSeconds(10);

    /** How long a merge of the index may take. */
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(1);

    private final String name;
    private final Duration appendTimeout;
    private final int mostRecordBytes;
    private final Clock clock;
    private final Executor executor;
    private final Engine engine;
    private final ExecutorService settler;
    private final LedgerIndex index;
    private final BlockingQueue<Consumer<Engine>> inputs = new LinkedBlockingQueue<>();
    private final List<Runnable> tellings = new ArrayList<>();
    private final @Nullable ResumePoint resuming;
    private final AcknowledgedHead head;
    private final Admission admission;
    private final Thread thread;
    private volatile Engine.Phase phase = Engine.Phase.READING;
    private volatile String stoppedBecause = "";
    private volatile boolean closed;
    private volatile boolean ended;

    /**
     * A loop that is not started yet, on an index that is opened.
     *
     * @param executor on which outcomes are told
     * @throws IndexUnavailableException if the index can't be used
     */
    public EngineLoop(
            String ledger,
            boolean writes,
            LedgerSettings settings,
            IndexSettings indexed,
            Duration appendTimeout,
            Log log,
            LedgerObserver observer,
            Clock clock,
            RandomGenerator random,
            Executor executor) {
        this.name = ledger;
        this.appendTimeout = appendTimeout;
        this.mostRecordBytes = settings.mostRecordBytes();
        this.clock = clock;
        this.executor = executor;
        this.settler = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("ledger-" + ledger + "-index").factory());
        this.index = new LedgerIndex(
                indexed.file(), IndexFile.open(indexed, ledger), settings, settler, LedgerIndex.SETTLE_AT_BYTES);
        this.admission = new Admission(settings.mostQueued(), settings.mostQueuedBytes());
        this.engine = new Engine(ledger, writes, settings, index, effects(log), observer, random);
        this.head = new AcknowledgedHead(engine.head());
        this.resuming = ResumePoint.of(ledger, index, String.valueOf(indexed.file()));
        this.thread = Thread.ofPlatform().name("ledger-" + ledger).unstarted(this::run);
    }

    private Effects effects(Log log) {
        return new Effects() {
            @Override
            public void send(long sendId, byte[] value) {
                log.send(sendId, value);
            }

            @Override
            public void abandonSends() {
                log.abandonSends();
            }

            @Override
            public void tell(Runnable listener) {
                tellings.add(listener);
            }
        };
    }

    public void start() {
        thread.start();
    }

    private void run() {
        List<Consumer<Engine>> batch = new ArrayList<>();
        Instant nextTick = clock.instant();
        Instant nextSettle = nextTick.plus(SETTLE_AFTER);
        try {
            while (!closed) {
                Consumer<Engine> first = inputs.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    inputs.drainTo(batch, MOST_AT_ONCE);
                    batch.forEach(this::take);
                    batch.clear();
                }
                Instant now = clock.instant();
                if (!now.isBefore(nextTick)) {
                    take(e -> e.tick(now));
                    nextTick = now.plus(TICK);
                }
                if (!now.isBefore(nextSettle)) {
                    index.settleSoon();
                    nextSettle = now.plus(SETTLE_AFTER);
                }
                if (!index.failure().isEmpty()) {
                    take(e -> e.unreadable(index.failure()));
                }
                publish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
        take(e -> e.unreadable("the ledger is closed"));
        for (Consumer<Engine> late = inputs.poll(); late != null; late = inputs.poll()) {
            take(late);
        }
        publish();
    }

    /** A fault of the engine stops it for good; it goes on answering that it has stopped. */
    private void take(Consumer<Engine> input) {
        try {
            input.accept(engine);
        } catch (RuntimeException e) {
            LOG.error("The engine of ledger '{}' failed; it takes nothing any more", name, e);
            engine.unreadable(index.failure().isEmpty() ? "the ledger's engine failed: " + e : index.failure());
        }
    }

    private void publish() {
        head.moveTo(engine.head());
        phase = engine.phase();
        if (!engine.stoppedBecause().equals(stoppedBecause)) {
            stoppedBecause = engine.stoppedBecause();
            LOG.warn("Ledger '{}' stopped at position {}: {}", name, head.get().size(), stoppedBecause);
        }
        tellings.forEach(executor::execute);
        tellings.clear();
    }

    /** Who comes when the thread has ended takes its input back: nobody else would. */
    private void input(Consumer<Engine> input) {
        inputs.add(input);
        if (ended && inputs.remove(input)) {
            throw new IllegalStateException("ledger '" + name + "' is closed");
        }
    }

    // ---- from the log -------------------------------------------------------------------------------------------

    /** Where the log is read on, for the one thread that reads it; null if it is read from its first record. */
    public @Nullable ResumePoint resuming() {
        return resuming;
    }

    /** Records of the log, in the order of their offsets; {@code done} runs when they have been taken. */
    public void records(long[] offsets, byte[][] values, Runnable done) {
        input(e -> {
            try {
                Instant now = clock.instant();
                for (int i = 0; i < offsets.length; i++) {
                    e.record(offsets[i], values[i], now);
                }
            } finally {
                done.run();
            }
        });
    }

    /** All that was in the log when it was opened has been taken. */
    public void caughtUp() {
        input(e -> e.caughtUp(clock.instant()));
    }

    /** A send was acknowledged; {@code offset} is −1 if the broker doesn't say. */
    public void acknowledged(long sendId, long offset) {
        input(e -> e.acknowledged(sendId, offset, clock.instant()));
    }

    /** A send failed, with unknown effect. */
    public void failed(long sendId) {
        input(e -> e.failed(sendId, clock.instant()));
    }

    /** The log takes no records beyond that size. */
    public void mostRecordBytes(int bytes) {
        input(e -> e.mostRecordBytes(bytes));
    }

    /** Whether this instance is meant to write; where it is not, it makes way for another writer that seals. */
    public void assigned(boolean assigned) {
        input(e -> e.assigned(assigned, clock.instant()));
    }

    /** The log can't be read any more, for good; where that is because of the index, it is what is told. */
    public void unreadable(String because) {
        input(e -> e.unreadable(index.failure().isEmpty() ? because : index.failure()));
    }

    // ---- for callers --------------------------------------------------------------------------------------------

    public Anchor tip() {
        return index.tip().anchor();
    }

    public Anchor head() {
        return head.get().anchor();
    }

    public @Nullable List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        return index.source(criteria, from, upTo);
    }

    public List<StoredEvent> read(long from, int most) {
        return index.range(from, Math.min(head.get().size(), Math.addExact(from, most)));
    }

    /** At most {@code most} acknowledged commits from number {@code from} on. */
    public List<Commit> commits(int from, int most) {
        return index.commits(from, most);
    }

    /** As {@link #read}, but waits for the first event. */
    public List<StoredEvent> poll(long from, int most, Duration limit) throws InterruptedException {
        head.awaitMoreThan(from, limit);
        return read(from, most);
    }

    public CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Append append = new Append(entries, condition, clock.instant().plus(appendTimeout), taken, outcome::complete);
        if (append.bytes > mostRecordBytes) {
            return CompletableFuture.completedFuture(
                    new Outcome.TooLarge((int) Math.min(append.bytes, Integer.MAX_VALUE), mostRecordBytes));
        }
        if (!admission.enter(append.bytes)) {
            return CompletableFuture.completedFuture(new Outcome.Unavailable("too many appends wait for the engine"));
        }
        input(e -> {
            admission.leave(append.bytes);
            e.append(append, clock.instant());
        });
        return outcome;
    }

    public CompletableFuture<Outcome> acknowledged(Anchor tip) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Instant deadline = clock.instant().plus(appendTimeout);
        if (!admission.enter(0)) {
            return CompletableFuture.completedFuture(new Outcome.Unknown("too many wait for the engine"));
        }
        input(e -> {
            admission.leave(0);
            e.await(tip, deadline, outcome::complete);
        });
        return outcome;
    }

    /** Registers a callback; the returned action takes it out again. */
    public Runnable onAdvance(Runnable callback) {
        return head.onMove(callback);
    }

    public Ledger.State state() {
        return switch (phase) {
            case READING -> Ledger.State.STARTING;
            case SEALING -> Ledger.State.RECOVERING;
            case OPEN -> Ledger.State.WRITING;
            case FOLLOWING -> Ledger.State.FOLLOWING;
            case STOPPED -> Ledger.State.STOPPED;
        };
    }

    public String stoppedBecause() {
        return stoppedBecause;
    }

    /** Ends the thread within {@code limit}, and the index; what waits is told. */
    public void close(Duration limit) throws InterruptedException {
        closed = true;
        head.close();
        thread.interrupt();
        thread.join(limit);
        settler.shutdown();
        if (settler.awaitTermination(WRITE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            index.close();
        } else {
            LOG.warn("The index of ledger '{}' is still being written after {}", name, WRITE_LIMIT);
        }
    }
}
