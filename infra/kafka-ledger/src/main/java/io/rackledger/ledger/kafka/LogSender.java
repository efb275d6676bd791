package io.rackledger.ledger.kafka;

import io.rackledger.ledger.EngineLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer and its thread: Kafka's {@code send} may block, the engine must not. Results of sends before the last
 * {@link #abandonSends} are dropped. Thread-safe.
 */
final class LogSender implements EngineLoop.Log {
    private static final Logger LOG = LoggerFactory.getLogger(LogSender.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private record Job(long epoch, long sendId, byte @Nullable [] value) {}

    private final KafkaLedgerConfig config;
    private final Supplier<EngineLoop> engine;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final AtomicLong epoch = new AtomicLong();
    private final Thread thread;
    private @Nullable Producer<byte[], byte[]> producer;

    LogSender(KafkaLedgerConfig config, Supplier<EngineLoop> engine) {
        this.config = config;
        this.engine = engine;
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

    private void send(Job job, byte[] value) {
        try {
            Producer<byte[], byte[]> current = producer;
            if (current == null) {
                current = new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
                producer = current;
            }
            current.send(new ProducerRecord<>(config.topic(), 0, null, value), (metadata, error) -> {
                if (job.epoch() != epoch.get()) {
                    return;
                }
                if (error == null) {
                    engine.get().acknowledged(job.sendId(), metadata.hasOffset() ? metadata.offset() : -1);
                } else {
                    failed(job, error);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            failed(job, e);
        }
    }

    private void failed(Job job, Exception error) {
        LOG.warn("A record for ledger '{}' may not have been written: {}", config.ledger(), error.toString());
        engine.get().failed(job.sendId());
    }

    private void closeProducer(Duration limit) {
        if (producer != null) {
            producer.close(limit);
            producer = null;
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(config.clientProperties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "ledger-" + config.ledger() + "-writer");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.settings().mostRecordBytes() + (1 << 20));
        long delivery = Math.max(2_000, config.appendTimeout().toMillis() * 3 / 4);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (delivery / 2));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery / 2);
        return properties;
    }

    void close() throws InterruptedException {
        epoch.incrementAndGet();
        thread.interrupt();
        thread.join(CLOSE_LIMIT.multipliedBy(2));
    }
}
