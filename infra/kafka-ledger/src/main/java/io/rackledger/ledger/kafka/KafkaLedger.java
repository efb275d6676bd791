package io.rackledger.ledger.kafka;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.EngineLoop;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A ledger in partition 0 of a Kafka topic. Thread-safe. */
public final class KafkaLedger implements Ledger {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final KafkaLedgerConfig config;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final LogSender sender;
    private final EngineLoop engine;
    private final LogTail tail;

    private KafkaLedger(KafkaLedgerConfig config, LedgerObserver observer) {
        this.config = config;
        this.sender = new LogSender(config, this::engine);
        this.engine = new EngineLoop(
                config.ledger(),
                config.writes(),
                config.settings(),
                config.index(),
                config.appendTimeout(),
                sender,
                observer,
                Clock.systemUTC(),
                new SecureRandom(),
                executor);
        this.tail = new LogTail(config, engine);
    }

    private EngineLoop engine() {
        return engine;
    }

    /**
     * Opens a ledger and its index and returns: the topic is created or awaited and the log read in the background, see
     * {@link #status}.
     *
     * @throws io.rackledger.ledger.IndexUnavailableException if another process has the index open, or it can't be
     *     written
     */
    public static KafkaLedger open(KafkaLedgerConfig config, LedgerObserver observer) {
        KafkaLedger ledger = new KafkaLedger(config, observer);
        ledger.engine.start();
        ledger.sender.start();
        ledger.tail.start();
        return ledger;
    }

    @Override
    public String name() {
        return config.ledger();
    }

    @Override
    public Anchor tip() {
        return engine.tip();
    }

    @Override
    public Anchor head() {
        return engine.head();
    }

    @Override
    public @Nullable List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        return engine.source(criteria, from, upTo);
    }

    @Override
    public List<StoredEvent> read(long from, int most) {
        return engine.read(from, most);
    }

    @Override
    public List<Commit> commits(int from, int most) {
        return engine.commits(from, most);
    }

    @Override
    public List<StoredEvent> poll(long from, int most, Duration limit) throws InterruptedException {
        return engine.poll(from, most, limit);
    }

    @Override
    public CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken) {
        return engine.append(entries, condition, taken);
    }

    @Override
    public CompletableFuture<Outcome> acknowledged(Anchor tip) {
        return engine.acknowledged(tip);
    }

    @Override
    public Runnable onAdvance(Runnable callback) {
        return engine.onAdvance(callback);
    }

    /**
     * Says whether this instance is meant to write, which it is when it opens. Where it is not, it goes on until another
     * writer seals the ledger, and then only reads, until it is meant to again. For speed only: safety never rests on it.
     */
    public void assigned(boolean assigned) {
        engine.assigned(assigned);
    }

    @Override
    public Status status() {
        String stopped = engine.stoppedBecause();
        return new Status(engine.state(), tail.reachable(), stopped.isEmpty() ? tail.trouble() : stopped, tail.lag());
    }

    /** The offset of the first record that it read since it was opened; −1 before it. */
    long readFrom() {
        return tail.readFrom();
    }

    @Override
    public void close() {
        try {
            tail.close();
            engine.close(CLOSE_LIMIT);
            sender.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdown();
    }
}
