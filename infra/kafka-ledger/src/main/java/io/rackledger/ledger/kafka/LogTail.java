package io.rackledger.ledger.kafka;

import io.rackledger.ledger.EngineLoop;
import io.rackledger.ledger.ResumePoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.requests.CorrelationIdMismatchException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log to its end and on, on a thread of its own, from its first record or from one that the index
 * holds, and watches whether the broker answers and the topic is the same. At most a few batches are on their way to the
 * engine at any time.
 *
 * <pre>
 * it finds                                        | and then
 * ------------------------------------------------+-----------------------------------------------------------
 * a fault of Kafka's clients, no broker, no topic | says so, waits, and begins anew behind what it has read
 * another topic, a log that lacks what was read   | stops the engine, and ends
 * </pre>
 */
final class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);
    private static final int MOST_BATCHES = 4;
    private static final Duration GATHERING = Duration.ofMillis(20);

    /** Where so many records come at once, there is nothing to gather. */
    private static final int MANY = 1_000;

    private final KafkaLedgerConfig config;
    private final KafkaClients clients;
    private final EngineLoop engine;
    private final TopicPartition partition;
    private final Semaphore batches = new Semaphore(MOST_BATCHES);
    private final Thread thread;
    private final Backoff backoff;
    private final Trouble trouble;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private volatile long lag = -1;
    private volatile long readFrom = -1;
    private @Nullable ResumePoint resuming;
    private volatile @Nullable Uuid topicId;
    private @Nullable OffsetAndMetadata next;
    private int mostRecordBytes;
    private boolean caughtUp;

    LogTail(KafkaLedgerConfig config, KafkaClients clients, EngineLoop engine, RandomGenerator random) {
        this.config = config;
        this.clients = clients;
        this.engine = engine;
        this.partition = new TopicPartition(config.topic(), 0);
        this.backoff = new Backoff(random);
        this.trouble = new Trouble(
                config.ledger(), "its log", "no broker at " + config.bootstrapServers() + " has answered yet");
        this.mostRecordBytes = config.settings().mostRecordBytes();
        this.thread =
                Thread.ofPlatform().name("ledger-" + config.ledger() + "-tail").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean reachable() {
        return trouble.because().isEmpty();
    }

    /** Why the log is out of reach, or not fit to be written; empty while all is well. */
    String trouble() {
        return trouble.because();
    }

    /** The same; empty too while the first answer is awaited. */
    String fault() {
        return trouble.fault();
    }

    long lag() {
        return lag;
    }

    /** The offset of the first record that it read; −1 before it. */
    long readFrom() {
        return readFrom;
    }

    private void run() {
        try {
            while (!closed) {
                attempt();
            }
        } catch (InterruptedException | InterruptException | WakeupException e) {
            if (!closed) {
                engine.unreadable("reading the log was interrupted");
            }
        } catch (LogLostException e) {
            engine.unreadable(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Reading ledger '{}' failed", config.ledger(), e);
            engine.unreadable("the log can't be read: " + e);
        }
    }

    /** Reads until it is closed, or something is wrong. */
    private void attempt() throws InterruptedException {
        try {
            Uuid id = topicId();
            try (Consumer<byte[], byte[]> opened = clients.consumer();
                    LogProbe probe = new LogProbe(config, clients, id, opened, partition)) {
                consumer = opened;
                follow(opened, probe);
            } finally {
                consumer = null;
            }
            return;
        } catch (InterruptException | WakeupException e) {
            throw e;
        } catch (LedgerUnavailableException e) {
            trouble.is(String.valueOf(e.getMessage()));
        } catch (KafkaException | CorrelationIdMismatchException e) {
            // Where an answer got lost on a connection, Kafka's client fails with the latter and is of no more use.
            trouble.is("the log can't be read: " + Trouble.told(e));
        }
        backoff.pause();
    }

    private Uuid topicId() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            Uuid id = new LedgerTopic(admin, config)
                    .ensure(engine.resuming(), topicId)
                    .id();
            topicId = id;
            return id;
        }
    }

    /**
     * Returns if the topic is the one that is read, and fit to be written. For other threads, with a client of its own.
     *
     * @throws LedgerUnavailableException if it is not fit, or can't be asked
     * @throws LogLostException           if it is another one
     */
    void confirmTopic() throws InterruptedException {
        Uuid known = topicId;
        if (known == null) {
            throw new LedgerUnavailableException("the log has not been found yet", null);
        }
        try (Admin admin = clients.admin()) {
            new LedgerTopic(admin, config).check(known);
        }
    }

    private void follow(Consumer<byte[], byte[]> opened, LogProbe probe) throws InterruptedException {
        opened.assign(List.of(partition));
        seek(opened);
        long nextProbe = System.nanoTime();
        try {
            while (!closed) {
                boolean due = System.nanoTime() >= nextProbe;
                if (due) {
                    nextProbe = System.nanoTime() + PROBE.toNanos();
                }
                if (due || !caughtUp) {
                    probe(probe, due);
                }
                ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
                pass(records);
                gather(records.count());
            }
        } catch (InvalidOffsetException e) {
            probe.found();
            throw new LogLostException("the log no longer holds what follows: " + Trouble.told(e), e);
        }
    }

    /**
     * A writer knows most of its own records by their offsets, so it reads what comes in fewer and larger pieces, which is
     * less work for the broker, too. What comes after silence is read at once.
     */
    private void gather(int read) {
        if (config.writes() && caughtUp && read > 0 && read < MANY) {
            LockSupport.parkNanos(GATHERING.toNanos());
        }
    }

    private void seek(Consumer<byte[], byte[]> opened) {
        ResumePoint before = engine.resuming();
        if (next != null) {
            opened.seek(partition, next);
        } else if (before == null) {
            LOG.info("Ledger '{}' has no index yet: it is read from its first record", config.ledger());
            opened.seekToBeginning(List.of(partition));
        } else {
            LOG.info(
                    "Ledger '{}' has {} events in its index: it is read from offset {} on",
                    config.ledger(),
                    before.anchor().size(),
                    before.from());
            opened.seek(partition, before.from());
            resuming = before;
        }
    }

    /** What is wrong with the topic does not keep it from being read, as far as it can. */
    private void probe(LogProbe probe, boolean topicToo) throws InterruptedException {
        try {
            if (topicToo) {
                limitRecords(probe.found().mostRecordBytes());
            }
            lag = probe.lag(resuming);
            trouble.isOver();
            backoff.reset();
            if (!caughtUp && lag == 0) {
                caughtUp = true;
                engine.caughtUp();
            }
        } catch (LedgerUnavailableException e) {
            trouble.is(String.valueOf(e.getMessage()));
        }
    }

    private void limitRecords(int bytes) {
        if (bytes != mostRecordBytes) {
            LOG.warn("Topic '{}' now takes records of at most {} bytes", config.topic(), bytes);
            mostRecordBytes = bytes;
            engine.mostRecordBytes(bytes);
        }
    }

    private void pass(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        ConsumerRecord<byte[], byte[]> first = records.iterator().next();
        if (readFrom < 0) {
            readFrom = first.offset();
        }
        if (resuming != null) {
            judge(records, resuming);
        }
        long[] offsets = new long[records.count()];
        byte[][] values = new byte[records.count()][];
        Optional<Integer> leaderEpoch = Optional.empty();
        int i = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            offsets[i] = record.offset();
            values[i] = record.value() == null ? new byte[0] : record.value();
            leaderEpoch = record.leaderEpoch();
            i++;
        }
        next = new OffsetAndMetadata(offsets[i - 1] + 1, leaderEpoch, "");
        batches.acquire();
        engine.records(offsets, values, batches::release);
    }

    /** Nothing is passed on that lies behind what the index holds, before the log was found to lead to that. */
    private void judge(ConsumerRecords<byte[], byte[]> records, ResumePoint point) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String because = point.take(record.offset(), record.value());
            if (!because.isEmpty()) {
                throw new LogLostException(because, null);
            }
        }
        resuming = point.isReached() ? null : point;
    }

    void close() throws InterruptedException {
        closed = true;
        Consumer<byte[], byte[]> opened = consumer;
        if (opened == null) {
            thread.interrupt();
        } else {
            opened.wakeup();
        }
        thread.join(CLOSE_LIMIT);
    }
}
