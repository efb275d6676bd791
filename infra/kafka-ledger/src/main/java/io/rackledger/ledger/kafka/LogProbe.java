package io.rackledger.ledger.kafka;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks whether the log is still the one that is read, holds all that was read, and goes on. Confined to one thread. */
final class LogProbe {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final String TO_DO =
            ": acknowledged commits were lost or changed. Restore the topic, and start again; or, to accept the loss,"
                    + " delete the index first";

    private final LedgerTopic topic;
    private final Uuid id;
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    LogProbe(LedgerTopic topic, Uuid id, Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.topic = topic;
        this.id = id;
        this.consumer = consumer;
        this.partition = partition;
    }

    /**
     * What the topic is now.
     *
     * @throws LedgerUnavailableException if the broker doesn't answer, or the topic is gone or does not keep what it is
     *     given
     * @throws LogLostException           if it is another topic
     */
    LedgerTopic.Found found() throws InterruptedException {
        return topic.check(id);
    }

    /**
     * How many records are not read yet.
     *
     * @param resuming what must be within the log; null where it was read already
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
            if (resuming != null && !resuming.isWithin(end)) {
                throw new LogLostException(resuming.endsBefore(end), null);
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
