package io.rackledger.ledger.kafka;

import io.rackledger.format.Entry;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.EngineLedger;
import io.rackledger.ledger.EngineLoop;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A ledger in partition 0 of a Kafka topic. Thread-safe. */
public final class KafkaLedger extends EngineLedger {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final KafkaLedgerConfig config;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final LogSender sender;
    private final EngineLoop engine;
    private final LogTail tail;

    private KafkaLedger(KafkaLedgerConfig config, LedgerObserver observer) {
        this.config = config;
        KafkaClients clients = new KafkaClients(config);
        SecureRandom random = new SecureRandom();
        this.sender = new LogSender(config, clients, random, this::engine, this::tail);
        this.engine = new EngineLoop(
                config.ledger(),
                config.writes(),
                config.settings(),
                config.index(),
                config.appendTimeout(),
                sender,
                new SkippedRecords(config.ledger(), observer, new Seldom()),
                Clock.systemUTC(),
                random,
                executor);
        this.tail = new LogTail(config, clients, engine, random);
    }

    @Override
    protected EngineLoop engine() {
        return engine;
    }

    private LogTail tail() {
        return tail;
    }

    /**
     * Opens a ledger and its index and returns: the topic is created or awaited and the log read in the background, see
     * {@link #status}.
     *
     * @throws LedgerUnavailableException if a setting can never work
     * @throws io.rackledger.ledger.IndexUnavailableException if another process has the index open, or it can't be
     *     written
     */
    public static KafkaLedger open(KafkaLedgerConfig config, LedgerObserver observer) {
        return new KafkaLedger(config, observer).started();
    }

    /** As {@link #open}, but it only follows until it is {@link #assigned} to this instance. */
    public static KafkaLedger openFollowing(KafkaLedgerConfig config, LedgerObserver observer) {
        KafkaLedger ledger = new KafkaLedger(config, observer);
        ledger.assigned(false);
        return ledger.started();
    }

    private KafkaLedger started() {
        engine.start();
        sender.start();
        tail.start();
        return this;
    }

    @Override
    public String name() {
        return config.ledger();
    }

    /**
     * Says whether this instance is meant to write, which it is from {@link #open} on. Where it is not, it goes on until another
     * writer seals the ledger, and then only reads, until it is meant to again. For speed only: safety never rests on it.
     */
    public void assigned(boolean assigned) {
        engine.assigned(assigned);
    }

    @Override
    public Status status() {
        String stopped = engine.stoppedBecause();
        return new Status(engine.state(), tail.reachable(), stopped.isEmpty() ? trouble() : stopped, tail.lag());
    }

    /** Why it can't write now, though it may later. */
    private String trouble() {
        return withSender(tail.trouble());
    }

    /** What the sender said last counts only while nothing is written. */
    private String withSender(String reading) {
        return reading.isEmpty() && engine.state() == State.RECOVERING ? sender.trouble() : reading;
    }

    /** While it is known that nothing can be written, nothing is queued; it is while the first answer is awaited. */
    @Override
    public CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken) {
        String because = engine.stoppedBecause().isEmpty() ? withSender(tail.fault()) : "";
        return because.isEmpty()
                ? super.append(entries, condition, taken)
                : CompletableFuture.completedFuture(new Outcome.Unavailable(because));
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
