package io.rackledger.ledger.kafka;

import io.rackledger.ledger.ReadBefore;
import java.time.Duration;
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
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
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
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final String FOR_EVER = "-1";
    private static final short MOST_REPLICAS = 3;
    private static final int BATCH_OVERHEAD = 1 << 20;
    private static final int RECORD_OVERHEAD = 1024;

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
     * @throws LedgerUnavailableException if it would not, or the broker doesn't answer
     */
    void ensure(@Nullable ReadBefore before) throws InterruptedException {
        TopicDescription description = describe();
        if (description == null) {
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
        check(description);
    }

    /** A topic that was just created takes a moment to be known everywhere. */
    private TopicDescription describeSoon() throws InterruptedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        TopicDescription description = describe();
        while (description == null && System.nanoTime() < until) {
            LockSupport.parkNanos(RETRY.toNanos());
            description = describe();
        }
        if (description == null) {
            throw new LedgerUnavailableException(
                    "topic '" + config.topic() + "' was created and does not appear", null);
        }
        return description;
    }

    private @Nullable TopicDescription describe() throws InterruptedException {
        try {
            return get(admin.describeTopics(List.of(config.topic())).allTopicNames())
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
            get(admin.createTopics(List.of(topic)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed("can't be created", e);
            }
        }
    }

    private short replicas() throws ExecutionException, InterruptedException {
        if (config.replicas() > 0) {
            return config.replicas();
        }
        int brokers = get(admin.describeCluster().nodes()).size();
        return brokers >= MOST_REPLICAS ? MOST_REPLICAS : 1;
    }

    private void check(TopicDescription description) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, config.topic());
        try {
            Map<ConfigResource, Config> all =
                    get(admin.describeConfigs(List.of(resource)).all());
            Config settings = Objects.requireNonNull(all.get(resource), "settings of the topic");
            require(settings, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            require(settings, TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
            require(settings, TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
            requireRoom(settings, config.settings().mostRecordBytes() + RECORD_OVERHEAD);
            if (description.partitions().getFirst().replicas().size() == 1) {
                require(settings, TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
            }
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
    private void requireRoom(Config settings, int bytes) {
        String name = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
        String actual = settings.get(name).value();
        if (config.writes() && Integer.parseInt(actual) < bytes) {
            throw refused(name, actual, "at least " + bytes, String.valueOf(bytes));
        }
    }

    private LedgerUnavailableException refused(String name, String actual, String needed, String value) {
        return new LedgerUnavailableException(
                "topic '" + config.topic() + "' has " + name + "=" + actual + " where a ledger needs " + needed
                        + ": set it with kafka-configs.sh --alter --add-config " + name + "=" + value,
                null);
    }

    private LedgerUnavailableException failed(String what, ExecutionException e) {
        return new LedgerUnavailableException("topic '" + config.topic() + "' " + what + ": " + e.getCause(), e);
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException {
        try {
            return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LedgerUnavailableException("the broker did not answer within " + LIMIT.toSeconds() + " s", e);
        }
    }
}
