package io.rackledger.ledger.kafka;

import io.rackledger.ledger.EngineLoop;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer and its thread: Kafka's {@code send} may block, the engine must not. Results of sends before the last
 * {@link #abandonSends} are dropped, and another producer sends what comes behind it: at once, unless the one before it
 * came to nothing too. What waits for its thread is what the engine has in flight, which is limited. Thread-safe.
 */
final class LogSender implements EngineLoop.Log {
    private static final Logger LOG = LoggerFactory.getLogger(LogSender.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private record Job(long epoch, long sendId, byte @Nullable [] value) {}

    private final KafkaLedgerConfig config;
    private final KafkaClients clients;
    private final Supplier<EngineLoop> engine;
    private final Supplier<LogTail> tail;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final AtomicLong epoch = new AtomicLong();
    private final Thread thread;
    private final Backoff backoff;
    private final Trouble trouble;
    private final Seldom failures = new Seldom();
    private volatile long acknowledgedEpoch = -1;
    private @Nullable Producer<byte[], byte[]> producer;

    LogSender(
            KafkaLedgerConfig config,
            KafkaClients clients,
            RandomGenerator random,
            Supplier<EngineLoop> engine,
            Supplier<LogTail> tail) {
        this.config = config;
        this.clients = clients;
        this.engine = engine;
        this.tail = tail;
        this.backoff = new Backoff(random);
        this.trouble = new Trouble(config.ledger(), "its writing", "");
        this.thread = Thread.ofPlatform()
                .name("ledger-" + config.ledger() + "-sender")
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void send(long sendId, byte[] value) {
        jobs.add(new Job(epoch.get(), sendId, value));
    }

    @Override
    public void abandonSends() {
        jobs.add(new Job(epoch.incrementAndGet(), -1, null));
    }

    /** Why nothing could be written, of late; empty where the last record was, or none was sent. */
    String trouble() {
        return trouble.because();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Job job = jobs.take();
                if (job.value() == null) {
                    closeProducer(Duration.ZERO);
                } else if (job.epoch() == epoch.get()) {
                    send(job, job.value());
                }
            }
        } catch (InterruptedException | InterruptException e) {
            // Whoever closes interrupts, be it while this waits for a job or while a producer is given up.
            Thread.currentThread().interrupt();
        } finally {
            Thread.interrupted();
            closeProducer(CLOSE_LIMIT);
        }
    }

    private void send(Job job, byte[] value) throws InterruptedException {
        try {
            Producer<byte[], byte[]> current = producer();
            if (job.epoch() != epoch.get()) {
                return;
            }
            current.send(new ProducerRecord<>(config.topic(), 0, null, value), (metadata, error) -> {
                if (job.epoch() != epoch.get()) {
                    return;
                }
                if (error == null) {
                    acknowledgedEpoch = job.epoch();
                    trouble.isOver();
                    engine.get().acknowledged(job.sendId(), metadata.hasOffset() ? metadata.offset() : -1);
                } else {
                    failed(job, error);
                }
            });
        } catch (LogLostException e) {
            engine.get().unreadable(String.valueOf(e.getMessage()));
        } catch (KafkaException | LedgerUnavailableException | IllegalStateException e) {
            failed(job, e);
        }
    }

    /** After an error, nothing is sent before the topic is known to be the one that is read. */
    private Producer<byte[], byte[]> producer() throws InterruptedException {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            if (trouble.because().isEmpty()) {
                backoff.reset();
            } else {
                backoff.pause();
            }
            tail.get().confirmTopic();
            current = clients.producer();
            producer = current;
        }
        return current;
    }

    /** Where nothing was acknowledged since the last failure, it is more than a failure. */
    private void failed(Job job, Exception error) {
        String because = Trouble.told(error);
        if (acknowledgedEpoch != job.epoch()) {
            trouble.is("nothing can be written: " + because);
        } else if (failures.pass() >= 0) {
            LOG.warn("A record for ledger '{}' may not have been written: {}", config.ledger(), because);
        }
        engine.get().failed(job.sendId());
    }

    /** A producer that can't be closed is given up all the same. */
    private void closeProducer(Duration limit) {
        Producer<byte[], byte[]> closing = producer;
        producer = null;
        if (closing == null) {
            return;
        }
        try {
            closing.close(limit);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("A producer of ledger '{}' did not close: {}", config.ledger(), Trouble.told(e));
        }
    }

    void close() throws InterruptedException {
        epoch.incrementAndGet();
        thread.interrupt();
        thread.join(CLOSE_LIMIT.multipliedBy(2));
    }
}
