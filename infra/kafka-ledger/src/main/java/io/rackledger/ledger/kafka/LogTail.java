package io.rackledger.ledger.kafka;

import io.rackledger.ledger.EngineLoop;
import io.rackledger.ledger.ReadBefore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log to its end and on, on a thread of its own, from its first record or from the last one that the index
 * holds, and watches whether the broker answers. At most a few batches are on their way to the engine at any time.
 */
final class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final int MOST_BATCHES = 4;

    private final KafkaLedgerConfig config;
    private final EngineLoop engine;
    private final TopicPartition partition;
    private final Semaphore batches = new Semaphore(MOST_BATCHES);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private volatile boolean reachable;
    private volatile String trouble = "it has not been reached yet";
    private volatile long lag = -1;
    private volatile long readFrom = -1;
    private @Nullable ResumePoint resuming;

    LogTail(KafkaLedgerConfig config, EngineLoop engine) {
        this.config = config;
        this.engine = engine;
        this.partition = new TopicPartition(config.topic(), 0);
        this.thread =
                Thread.ofPlatform().name("ledger-" + config.ledger() + "-tail").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean reachable() {
        return reachable;
    }

    /** Why the broker is out of reach; empty while it answers. */
    String trouble() {
        return trouble;
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
            awaitTopic();
            if (!closed) {
                follow();
            }
        } catch (InterruptedException | InterruptException | WakeupException e) {
            if (!closed) {
                engine.unreadable("reading the log was interrupted");
            }
        } catch (InvalidOffsetException e) {
            engine.unreadable("the log no longer holds what follows: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Reading ledger '{}' failed", config.ledger(), e);
            engine.unreadable("the log can't be read: " + e);
        }
    }

    private void awaitTopic() throws InterruptedException {
        while (!closed) {
            try (Admin admin = Admin.create(clientProperties("admin"))) {
                new LedgerTopic(admin, config).ensure(engine.readBefore());
                return;
            } catch (LedgerUnavailableException e) {
                unreachable(String.valueOf(e.getMessage()));
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private void follow() throws InterruptedException {
        try (Consumer<byte[], byte[]> opened =
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = opened;
            opened.assign(List.of(partition));
            seek(opened);
            for (probe(opened); !reachable && !closed; probe(opened)) {
                LockSupport.parkNanos(RETRY.toNanos());
            }
            boolean caughtUp = false;
            long nextProbe = System.nanoTime() + PROBE.toNanos();
            while (!closed) {
                pass(opened.poll(POLL));
                if (System.nanoTime() >= nextProbe || !caughtUp) {
                    nextProbe = System.nanoTime() + PROBE.toNanos();
                    probe(opened);
                    if (!caughtUp && reachable && lag == 0) {
                        caughtUp = true;
                        engine.caughtUp();
                    }
                }
            }
        } finally {
            consumer = null;
        }
    }

    private void seek(Consumer<byte[], byte[]> opened) {
        ReadBefore before = engine.readBefore();
        if (before == null) {
            LOG.info("Ledger '{}' has no index yet: it is read from its first record", config.ledger());
            opened.seekToBeginning(List.of(partition));
        } else {
            LOG.info(
                    "Ledger '{}' has {} events in its index: it is read from offset {} on",
                    config.ledger(),
                    before.anchor().size(),
                    before.offset());
            opened.seek(partition, before.offset());
            resuming = new ResumePoint(before);
        }
    }

    private void probe(Consumer<byte[], byte[]> opened) {
        try {
            Long begin =
                    opened.beginningOffsets(List.of(partition), ANSWER_LIMIT).get(partition);
            Long end = opened.endOffsets(List.of(partition), ANSWER_LIMIT).get(partition);
            long position = opened.position(partition, ANSWER_LIMIT);
            if (begin == null || end == null) {
                unreachable("it does not know topic '" + config.topic() + "'");
            } else if (begin > 0) {
                engine.unreadable("the log begins at offset " + begin + ": its first records were deleted");
            } else if (resuming != null && !resuming.isWithin(end)) {
                engine.unreadable(resuming.endsBefore(end));
            } else if (end < position) {
                engine.unreadable("the log ends at offset " + end + ", before what was read up to " + position
                        + ": records were lost");
            } else {
                lag = end - position;
                reached();
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            unreachable(String.valueOf(e.getMessage()));
        }
    }

    private void reached() {
        if (!reachable) {
            LOG.info("The broker of ledger '{}' answers", config.ledger());
            trouble = "";
            reachable = true;
            engine.reachable(true);
        }
    }

    private void unreachable(String because) {
        if (reachable || !trouble.equals(because)) {
            LOG.warn("The broker of ledger '{}' can't be used: {}", config.ledger(), because);
            trouble = because;
            reachable = false;
            engine.reachable(false);
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
            if (!resuming.isHeldBy(first.offset(), first.value())) {
                engine.unreadable(resuming.heldBy(first.offset()));
            }
            resuming = null;
        }
        long[] offsets = new long[records.count()];
        byte[][] values = new byte[records.count()][];
        int i = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            offsets[i] = record.offset();
            values[i] = record.value() == null ? new byte[0] : record.value();
            i++;
        }
        batches.acquire();
        engine.records(offsets, values, batches::release);
    }

    private Map<String, Object> clientProperties(String role) {
        Map<String, Object> properties = new HashMap<>(config.clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "ledger-" + config.ledger() + "-" + role);
        return properties;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = clientProperties(config.writes() ? "writer-tail" : "reader");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        return properties;
    }

    void close() throws InterruptedException {
        closed = true;
        Consumer<byte[], byte[]> opened = consumer;
        if (opened == null) {
            thread.interrupt();
        } else {
            opened.wakeup();
        }
        thread.join(ANSWER_LIMIT.multipliedBy(2));
    }
}
