package io.rackledger.ledger.kafka;

import io.rackledger.ledger.ResumePoint;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The topic of a ledger: kept for ever, never compacted. Where there is one replica every record is flushed, so that
 * acknowledged means written to the disk.
 */
final class LedgerTopic {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final String FOR_EVER = "-1";
    private static final short SAFE_REPLICAS = 3;
    private static final String DEFAULT_REPLICAS = "default.replication.factor";
    private static final int BATCH_OVERHEAD = 1 << 20;
    private static final int RECORD_OVERHEAD = 1024;
    private static final int LEAST_RECORD_BYTES = 64 << 10;

    /**
     * What a topic was found to be.
     *
     * @param id              which another topic of the same name doesn't have
     * @param mostRecordBytes the largest record that it takes
     */
    record Found(Uuid id, int mostRecordBytes) {}

    private final Admin admin;
    private final KafkaLedgerConfig config;

    LedgerTopic(Admin admin, KafkaLedgerConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /**
     * Creates the topic if a writer finds none, and checks that it keeps what it is given.
     *
     * @param before what the index holds of it; where that is something, no topic is created
     * @param known  the topic that was read until now; null for none
     * @throws LedgerUnavailableException       if it would not, or the broker doesn't answer
     * @throws LogLostException                 if it is another topic than the known one
     * @throws UnknownTopicOrPartitionException if the known one is gone
     */
    Found ensure(@Nullable ResumePoint before, @Nullable Uuid known) throws InterruptedException {
        TopicDescription description = describe(LIMIT);
        if (description == null) {
            if (known != null) {
                throw gone();
            }
            if (before != null) {
                throw new LedgerUnavailableException(
                        "topic '" + config.topic() + "' does not exist, and index " + before.index() + " holds "
                                + before.anchor().size() + " acknowledged events of it: restore the topic; or, to begin"
                                + " anew, delete the index and start again",
                        null);
            }
            if (!config.writes()) {
                throw new LedgerUnavailableException("topic '" + config.topic() + "' does not exist yet", null);
            }
            create();
            description = describeSoon();
        }
        return check(description, known, LIMIT);
    }

    /** As {@link #ensure}, of the topic that is read, and quicker to give up. */
    Found check(Uuid known) throws InterruptedException {
        TopicDescription description = describe(ANSWER_LIMIT);
        if (description == null) {
            throw gone();
        }
        return check(description, known, ANSWER_LIMIT);
    }

    private UnknownTopicOrPartitionException gone() {
        return new UnknownTopicOrPartitionException("topic '" + config.topic()
                + "' does not exist any more: restore it and start again; until then, what was read of it is served and"
                + " nothing is written");
    }

    /** A topic that was just created takes a moment to be known everywhere. */
    private TopicDescription describeSoon() throws InterruptedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        TopicDescription description = describe(LIMIT);
        while (description == null && System.nanoTime() < until) {
            LockSupport.parkNanos(RETRY.toNanos());
            description = describe(LIMIT);
        }
        if (description == null) {
            throw new LedgerUnavailableException(
                    "topic '" + config.topic() + "' was created and does not appear", null);
        }
        return description;
    }

    private @Nullable TopicDescription describe(Duration limit) throws InterruptedException {
        try {
            DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs((int) limit.toMillis());
            return get(admin.describeTopics(List.of(config.topic()), options).allTopicNames(), limit)
                    .get(config.topic());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw failed("can't be described", e);
        }
    }

    private void create() throws InterruptedException {
        try {
            short replicas = replicas();
            Map<String, String> settings = new HashMap<>();
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
            settings.put(TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
            settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
            settings.put(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    String.valueOf(config.settings().mostRecordBytes() + BATCH_OVERHEAD));
            if (replicas == 1) {
                settings.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
            }
            NewTopic topic = new NewTopic(config.topic(), 1, replicas).configs(settings);
            get(admin.createTopics(List.of(topic)).all(), LIMIT);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed("can't be created", e);
            }
        }
    }

    /**
     * As many as the settings ask for; else as the brokers do by default, and three at least where there are three. To
     * count brokers would not be enough: some of a cluster that is just starting are yet to come, and a ledger on one
     * of them alone would stay there.
     */
    private short replicas() throws ExecutionException, InterruptedException {
        if (config.replicas() > 0) {
            return config.replicas();
        }
        Collection<Node> brokers = get(admin.describeCluster().nodes(), LIMIT);
        short byDefault = byDefault(brokers.iterator().next());
        return brokers.size() < SAFE_REPLICAS ? byDefault : (short) Math.max(SAFE_REPLICAS, byDefault);
    }

    private short byDefault(Node broker) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        Config settings = Objects.requireNonNull(
                get(admin.describeConfigs(List.of(resource)).all(), LIMIT).get(resource), "settings of the broker");
        return Short.parseShort(settings.get(DEFAULT_REPLICAS).value());
    }

    private Found check(TopicDescription description, @Nullable Uuid known, Duration limit)
            throws InterruptedException {
        if (known != null && !known.equals(description.topicId())) {
            throw new LogLostException(
                    "topic '" + config.topic() + "' was deleted and created again (its id is " + description.topicId()
                            + " and was " + known
                            + "): what was acknowledged is served from what was read, and nothing is"
                            + " written. Restore the topic, and start again",
                    null);
        }
        Node leader = description.partitions().getFirst().leader();
        if (leader == null || leader.isEmpty()) {
            throw new LedgerUnavailableException(
                    "partition 0 of topic '" + config.topic()
                            + "' has no leader: the broker that holds it is away, or its" + " disk failed",
                    null);
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, config.topic());
        try {
            DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs((int) limit.toMillis());
            Map<ConfigResource, Config> all =
                    get(admin.describeConfigs(List.of(resource), options).all(), limit);
            Config settings = Objects.requireNonNull(all.get(resource), "settings of the topic");
            require(settings, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            require(settings, TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
            require(settings, TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
            if (description.partitions().getFirst().replicas().size() == 1) {
                require(settings, TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
            }
            return new Found(description.topicId(), mostRecordBytes(settings));
        } catch (ExecutionException e) {
            throw failed("does not show its settings", e);
        }
    }

    private void require(Config settings, String name, String value) {
        String actual = settings.get(name).value();
        if (!value.equals(actual)) {
            throw refused(name, actual, value, value);
        }
    }

    /** A record that the broker refuses for its size would be sent again and again, and hold up all others. */
    private int mostRecordBytes(Config settings) {
        String name = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
        String actual = settings.get(name).value();
        int needed = LEAST_RECORD_BYTES + RECORD_OVERHEAD;
        if (config.writes() && Integer.parseInt(actual) < needed) {
            throw refused(
                    name,
                    actual,
                    "at least " + needed,
                    String.valueOf(BATCH_OVERHEAD + config.settings().mostRecordBytes()));
        }
        return Math.min(config.settings().mostRecordBytes(), Integer.parseInt(actual) - RECORD_OVERHEAD);
    }

    private LedgerUnavailableException refused(String name, String actual, String needed, String value) {
        return new LedgerUnavailableException(
                "topic '" + config.topic() + "' has " + name + "=" + actual + " where a ledger needs " + needed
                        + ": set it with kafka-configs.sh --alter --add-config " + name + "=" + value,
                null);
    }

    private LedgerUnavailableException failed(String what, ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return silent(e);
        }
        return new LedgerUnavailableException("topic '" + config.topic() + "' " + what + ": " + Trouble.told(cause), e);
    }

    private LedgerUnavailableException silent(Exception e) {
        return new LedgerUnavailableException("no broker at " + config.bootstrapServers() + " answers in time", e);
    }

    private <T> T get(KafkaFuture<T> future, Duration limit) throws ExecutionException, InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silent(e);
        }
    }
}
