package io.rackledger.query.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic of a ledger's signed checkpoints, beside the ledger's own: each a record whose key is the origin and whose
 * value is the note. It is made where it is missing, with one partition, and kept for ever. The same checkpoint may stand
 * there more than once. Thread-safe.
 */
public final class CheckpointTopic implements AutoCloseable {
    private static final String SUFFIX = "-checkpoints";

    private final KeptTopic topic;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * Reaches for no broker yet.
     *
     * @param ledgerTopic beside which it stands
     * @param replicas    of the topic where it is made; −1: as the broker does by default
     */
    public CheckpointTopic(
            String bootstrapServers, String ledgerTopic, short replicas, Map<String, String> properties) {
        this.topic = new KeptTopic(bootstrapServers, ledgerTopic + SUFFIX, replicas, properties, Map.of());
    }

    /** Its name. */
    public String name() {
        return topic.name();
    }

    /**
     * Publishes a checkpoint, and waits until it is acknowledged.
     *
     * @throws NotPublishedException if that can't be done, or isn't known to be done in time; it may be tried again
     */
    public synchronized void publish(String origin, String note) {
        try {
            Producer<byte[], byte[]> sender = producer;
            if (sender == null) {
                topic.make();
                sender = new KafkaProducer<>(topic.producer(), new ByteArraySerializer(), new ByteArraySerializer());
                producer = sender;
            }
            sender.send(new ProducerRecord<>(topic.name(), 0, bytes(origin), bytes(note)))
                    .get(KeptTopic.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublishedException("checkpoints can't be published: interrupted", e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            close();
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new NotPublishedException(
                    "checkpoints can't be published on topic '" + topic.name() + "': " + cause, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        Producer<byte[], byte[]> sender = producer;
        producer = null;
        if (sender != null) {
            sender.close(Duration.ZERO);
        }
    }
}
