package io.rackledger.query.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic of a ledger's signed checkpoints, beside the ledger's own: each a record whose key is the origin and whose
 * value is the note. It is made where it is missing, with one partition, and kept for ever. The same checkpoint may stand
 * there more than once. Thread-safe.
 */
public final class CheckpointTopic implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String SUFFIX = "-checkpoints";

    private final String topic;
    private final short replicas;
    private final Map<String, Object> common;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * Reaches for no broker yet.
     *
     * @param ledgerTopic beside which it stands
     * @param replicas    of the topic where it is made; −1: as the broker does by default
     */
    public CheckpointTopic(
            String bootstrapServers, String ledgerTopic, short replicas, Map<String, String> properties) {
        this.topic = ledgerTopic + SUFFIX;
        this.replicas = replicas;
        this.common = new HashMap<>(properties);
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** Its name. */
    public String name() {
        return topic;
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
                make();
                sender = sender();
                producer = sender;
            }
            sender.send(new ProducerRecord<>(topic, 0, bytes(origin), bytes(note)))
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublishedException("checkpoints can't be published: interrupted", e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            close();
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new NotPublishedException("checkpoints can't be published on topic '" + topic + "': " + cause, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void make() throws ExecutionException, InterruptedException, TimeoutException {
        NewTopic made = new NewTopic(topic, Optional.of(1), replicas < 0 ? Optional.empty() : Optional.of(replicas))
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1"));
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        settings.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(made)).all().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private Producer<byte[], byte[]> sender() {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis() / 2);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, LIMIT.toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
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
