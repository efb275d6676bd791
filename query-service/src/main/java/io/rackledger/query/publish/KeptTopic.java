package io.rackledger.query.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** A topic beside the ledger's own: one partition, kept for ever, made where it is missing. Thread-safe. */
final class KeptTopic {
    /** How long any one answer of Kafka may take. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Map<String, String> FOR_EVER = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1");

    private final String name;
    private final short replicas;
    private final Map<String, Object> common;
    private final Map<String, String> further;

    /**
     * Reaches for no broker yet.
     *
     * @param replicas   of the topic where it is made; −1: as the broker does by default
     * @param properties of all clients
     * @param further    settings of the topic where it is made
     */
    KeptTopic(
            String bootstrapServers,
            String name,
            short replicas,
            Map<String, String> properties,
            Map<String, String> further) {
        this.name = name;
        this.replicas = replicas;
        this.common = new HashMap<>(properties);
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        this.further = Map.copyOf(further);
    }

    String name() {
        return name;
    }

    /** Its only partition. */
    TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /** What every client is given, to be added to. */
    Map<String, Object> client() {
        return new HashMap<>(common);
    }

    /** What a producer is given whose records must not get lost, to be added to. */
    Map<String, Object> producer() {
        Map<String, Object> settings = client();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis() / 2);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, LIMIT.toMillis());
        return settings;
    }

    private Admin admin() {
        Map<String, Object> settings = client();
        settings.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        settings.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        return Admin.create(settings);
    }

    /** Makes the topic, if there is none. */
    void make() throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, String> settings = new HashMap<>(FOR_EVER);
        settings.putAll(further);
        NewTopic made = new NewTopic(name, Optional.of(1), replicas < 0 ? Optional.empty() : Optional.of(replicas))
                .configs(settings);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(made)).all().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /**
     * Checks that it keeps what it is given, in one order.
     *
     * @throws NotPublishedException if it doesn't, with what to do about it
     */
    void requireKept() throws ExecutionException, InterruptedException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin admin = admin()) {
            TopicDescription description = Objects.requireNonNull(admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .get(name));
            if (description.partitions().size() != 1) {
                throw new NotPublishedException(
                        "topic '" + name + "' has " + description.partitions().size()
                                + " partitions and needs one, for events are in one order: name another topic",
                        null);
            }
            Config settings = Objects.requireNonNull(admin.describeConfigs(List.of(resource))
                    .all()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .get(resource));
            FOR_EVER.forEach((setting, value) -> {
                String actual = settings.get(setting).value();
                if (!value.equals(actual)) {
                    throw new NotPublishedException(
                            "topic '" + name + "' has " + setting + "=" + actual + " where " + value
                                    + " is needed: set it with kafka-configs.sh --alter --add-config " + setting + "="
                                    + value,
                            null);
                }
            });
        }
    }

    /** Where the next record comes to stand, whether what is before it counts yet or not. */
    long end() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = admin()) {
            return Objects.requireNonNull(admin.listOffsets(
                                    Map.of(partition(), OffsetSpec.latest()),
                                    new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                            .all()
                            .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                            .get(partition()))
                    .offset();
        }
    }
}
