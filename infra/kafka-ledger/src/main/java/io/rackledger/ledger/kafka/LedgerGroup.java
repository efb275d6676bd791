package io.rackledger.ledger.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.requests.CorrelationIdMismatchException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances that serve the same ledgers: a consumer group that reads nothing. Kafka's group protocol finds out who
 * is there and who is gone; {@link LedgerAssignor} says who is meant to write which ledger. What it says is for speed
 * alone: it may be late or lost, and two may believe that a ledger is theirs. Thread-safe.
 */
public final class LedgerGroup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerGroup.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LEAVING = Duration.ofSeconds(1);
    private static final int LEAST_HEARTBEATS_A_SESSION = 4;

    /** A heartbeat's answer tells that the group forms anew: this is how long a change takes to be known. */
    private static final Duration LONGEST_HEARTBEAT = Duration.ofMillis(100);

    /** How many sessions a member may take to come back when the group forms anew. */
    private static final int SESSIONS_TO_REJOIN = 3;

    /** What brokers demand at least, unless they are told otherwise. */
    private static final Duration USUAL_LEAST_SESSION = Duration.ofSeconds(6);

    private final LedgerGroupConfig config;
    private final Supplier<Set<String>> ready;
    private final Consumer<Map<String, Instance>> told;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private Duration session;

    /* Of the thread that polls. */
    private int generation = -1;
    private int members;
    private Set<String> held = Set.of();
    private Set<String> announced = Set.of();

    private LedgerGroup(LedgerGroupConfig config, Supplier<Set<String>> ready, Consumer<Map<String, Instance>> told) {
        this.config = config;
        this.ready = ready;
        this.told = told;
        this.session = config.sessionTimeout();
        this.thread = Thread.ofPlatform().name("ledger-group").unstarted(this::run);
    }

    /**
     * Joins, in the background, and stays until it is closed.
     *
     * @param ready the topics that are read to their ends; one that is ready is preferred
     * @param told  who is meant to write, by topic: called on the group's thread, at each change and sometimes without
     *     one
     */
    public static LedgerGroup join(
            LedgerGroupConfig config, Supplier<Set<String>> ready, Consumer<Map<String, Instance>> told) {
        LedgerGroup group = new LedgerGroup(config, ready, told);
        group.thread.start();
        return group;
    }

    private void run() {
        try {
            do {
                takePart();
            } while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takePart() {
        try {
            KafkaConsumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            try {
                consumer = opened;
                stay(opened);
            } finally {
                consumer = null;
                opened.close(CloseOptions.timeout(LEAVING)
                        .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            }
        } catch (InvalidSessionTimeoutException e) {
            LOG.warn(
                    "Group '{}' allows no session of {}: an instance that is killed is replaced after {} instead, unless"
                            + " the brokers are given group.min.session.timeout.ms={}",
                    config.group(),
                    session,
                    USUAL_LEAST_SESSION,
                    session.toMillis());
            session = USUAL_LEAST_SESSION;
        } catch (InterruptException e) {
            throw e;
        } catch (WakeupException e) {
            LOG.debug("Group '{}' is left", config.group());
        } catch (KafkaException | CorrelationIdMismatchException e) {
            LOG.warn("Group '{}' can't be joined: {}", config.group(), e.toString());
        }
    }

    private void stay(KafkaConsumer<byte[], byte[]> opened) {
        opened.subscribe(config.topics(), new Pausing(opened));
        while (closing.getCount() > 0) {
            opened.poll(POLL);
            if (members > 1 && !ready.get().equals(announced)) {
                opened.enforceRebalance("it has caught up");
            }
        }
    }

    /** Speaks for this instance. */
    private final class Self implements LedgerAssignor.Member {
        @Override
        public Claim claim() {
            announced = Set.copyOf(ready.get());
            return new Claim(config.self(), generation, held, announced);
        }

        @Override
        public void told(Roster roster, int now) {
            generation = now;
            members = roster.members();
            Set<String> mine = new HashSet<>();
            roster.writers().forEach((topic, instance) -> {
                if (instance.equals(config.self())) {
                    mine.add(topic);
                }
            });
            if (!mine.equals(held)) {
                LOG.info("Of {} instances, this one is meant to write {}", members, mine);
            }
            held = Set.copyOf(mine);
            told.accept(roster.writers());
        }
    }

    /** Nothing is ever read: a position of its own spares the question for one, and pausing the fetches. */
    private record Pausing(KafkaConsumer<byte[], byte[]> consumer) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> consumer.seek(partition, 0));
            consumer.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Whoever held a ledger goes on with it until the group has formed anew.
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(config.clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(
                ConsumerConfig.CLIENT_ID_CONFIG, "ledger-group-" + config.self().id());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, LedgerAssignor.class.getName());
        properties.put(LedgerAssignor.MEMBER, new Self());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session.toMillis());
        long heartbeat = Math.min(LONGEST_HEARTBEAT.toMillis(), session.toMillis() / LEAST_HEARTBEATS_A_SESSION);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) heartbeat);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) session.toMillis() * SESSIONS_TO_REJOIN);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RETRY.toMillis());
        return properties;
    }

    /** Leaves the group, so that others take over at once. */
    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
        try {
            thread.join(LEAVING.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
