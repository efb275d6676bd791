package io.rackledger.ledger.kafka;

import io.rackledger.ledger.ResumePoint;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks whether the log is still the one that is read, holds all that was read, and goes on. Confined to one thread. */
final class LogProbe implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(100);
    private static final String TO_DO =
            ": acknowledged commits were lost or changed. Restore the topic, and start again; or, to accept the loss,"
                    + " delete the index first";

    private final KafkaLedgerConfig config;
    private final KafkaClients clients;
    private final Uuid id;
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private @Nullable Admin admin;

    LogProbe(
            KafkaLedgerConfig config,
            KafkaClients clients,
            Uuid id,
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition) {
        this.config = config;
        this.clients = clients;
        this.id = id;
        this.consumer = consumer;
        this.partition = partition;
    }

    /**
     * What the topic is now. A client that gets no answer is given up: another may find the brokers where they are now.
     *
     * @throws LedgerUnavailableException       if the broker doesn't answer, or the topic does not keep what it is given
     * @throws LogLostException                 if it is another topic
     * @throws UnknownTopicOrPartitionException if it is gone
     */
    LedgerTopic.Found found() throws InterruptedException {
        Admin asked = admin == null ? clients.admin() : admin;
        admin = asked;
        try {
            return new LedgerTopic(asked, config).check(id);
        } catch (LedgerUnavailableException e) {
            if (e.getCause() != null) {
                close();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE_LIMIT);
            admin = null;
        }
    }

    /**
     * How many records are not read yet.
     *
     * @param resuming what the log must lead to; null where it was read already
     * @throws LedgerUnavailableException if the broker doesn't answer
     * @throws LogLostException           if the log does not hold what was read
     */
    long lag(@Nullable ResumePoint resuming) {
        try {
            Long begin =
                    consumer.beginningOffsets(List.of(partition), ANSWER_LIMIT).get(partition);
            Long end = consumer.endOffsets(List.of(partition), ANSWER_LIMIT).get(partition);
            long position = consumer.position(partition, ANSWER_LIMIT);
            if (begin == null || end == null) {
                throw new LedgerUnavailableException("the broker does not know " + partition, null);
            }
            if (begin > 0) {
                throw new LogLostException("the log begins at offset " + begin + TO_DO, null);
            }
            String missing = resuming == null ? "" : resuming.missing(end, position);
            if (!missing.isEmpty()) {
                throw new LogLostException(missing, null);
            }
            if (end < position) {
                throw new LogLostException(
                        "the log ends at offset " + end + ", before what was read up to " + position + TO_DO, null);
            }
            return end - position;
        } catch (TimeoutException e) {
            throw new LedgerUnavailableException("the broker does not answer in time: " + Trouble.told(e), e);
        }
    }
}
