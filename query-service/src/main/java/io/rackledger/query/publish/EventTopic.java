package io.rackledger.query.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic of a ledger's public events. It is written in transactions, by one publisher at a time, and its last committed
 * record says how far that has come: so what was published and how far it was can't differ. For one thread, but for
 * {@link #name()}.
 */
final class EventTopic implements AutoCloseable {
    private static final Duration TRANSACTION_LIMIT = Duration.ofSeconds(20);
    private static final Duration SEARCH_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_RECORD_BYTES = 2 << 20;
    private static final int FIRST_STEP = 16;
    private static final int FURTHER = 32;

    private final KeptTopic topic;
    private @Nullable Producer<String, byte[]> producer;

    /**
     * Reaches for no broker yet.
     *
     * @param replicas of the topic where it is made; −1: as the broker does by default
     */
    EventTopic(String bootstrapServers, String name, short replicas, Map<String, String> properties) {
        this.topic = new KeptTopic(
                bootstrapServers,
                name,
                replicas,
                properties,
                Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(MOST_RECORD_BYTES),
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                        "false"));
    }

    String name() {
        return topic.name();
    }

    /**
     * Becomes the publisher: the topic is made where it is missing, what another publisher has begun comes to nothing, and
     * it can write no more.
     *
     * @return the last event that was published; null before the first
     * @throws OtherLedgerException  if the topic isn't that of a publisher of ours
     * @throws TakenOverException    if yet another becomes it at the same time
     * @throws NotPublishedException if that can't be done now; it may be tried again
     */
    @Nullable
    Published takeOver() throws OtherLedgerException, TakenOverException {
        try {
            topic.make();
            topic.requireKept();
            Map<String, Object> settings = topic.producer();
            settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.name() + "-publisher");
            settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_LIMIT.toMillis());
            settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_RECORD_BYTES);
            close();
            Producer<String, byte[]> begun =
                    new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = begun;
            begun.initTransactions();
            return lastBefore(topic.end());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublishedException("public events can't be published: interrupted", e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * The last event that was published; null before the first.
     *
     * @throws OtherLedgerException  if the topic isn't that of a publisher of ours
     * @throws NotPublishedException if that can't be found out now
     */
    @Nullable
    Published last() throws OtherLedgerException {
        try {
            return lastBefore(0);
        } catch (KafkaException e) {
            throw new NotPublishedException("topic '" + topic.name() + "' can't be read: " + e.getMessage(), e);
        }
    }

    /** Counting only what is committed, which must reach that far. */
    private @Nullable Published lastBefore(long reached) throws OtherLedgerException {
        Map<String, Object> settings = topic.client();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) KeptTopic.LIMIT.toMillis());
        TopicPartition only = topic.partition();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            long begin = Objects.requireNonNull(
                    consumer.beginningOffsets(List.of(only)).get(only));
            long end = Objects.requireNonNull(consumer.endOffsets(List.of(only)).get(only));
            if (begin > 0) {
                throw new OtherLedgerException("the first " + begin + " records of topic '" + topic.name()
                        + "' were deleted, so that it isn't whole: publish to a new generation of it");
            }
            if (end < reached) {
                throw new NotPublishedException(
                        "a transaction of somebody else is open on topic '" + topic.name() + "' at offset " + end
                                + ": until it ends, nobody can tell what was published",
                        null);
            }
            ConsumerRecord<String, byte[]> last = last(consumer, only, end);
            return last == null ? null : Published.of(last);
        }
    }

    /** Reads from ever further back, since markers and what was aborted may lie behind the last committed record. */
    private @Nullable ConsumerRecord<String, byte[]> last(
            Consumer<String, byte[]> consumer, TopicPartition only, long end) {
        long until = System.nanoTime() + SEARCH_LIMIT.toNanos();
        ConsumerRecord<String, byte[]> last = null;
        long from = end;
        for (long step = FIRST_STEP; last == null && from > 0; step *= FURTHER) {
            from = Math.max(0, end - step);
            consumer.seek(only, from);
            while (consumer.position(only) < end) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                    last = each.offset() < end ? each : last;
                }
                if (System.nanoTime() - until > 0) {
                    throw new NotPublishedException(
                            "the end of topic '" + topic.name() + "' could not be read within " + SEARCH_LIMIT, null);
                }
            }
        }
        return last;
    }

    /**
     * Publishes records in one transaction: all or none.
     *
     * @throws TakenOverException    if another became the publisher; none of them counts
     * @throws NotPublishedException if it isn't known whether they count; {@link #takeOver()} tells
     */
    void publish(List<ProducerRecord<String, byte[]>> records) throws TakenOverException {
        Producer<String, byte[]> sender = Objects.requireNonNull(producer, "not taken over");
        try {
            sender.beginTransaction();
            records.forEach(sender::send);
            sender.commitTransaction();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Closes what failed, and tells what it was. */
    private NotPublishedException failed(Exception fault) throws TakenOverException {
        close();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                throw new TakenOverException(
                        "another publisher has taken topic '" + topic.name()
                                + "' over, or this one paused for longer than " + TRANSACTION_LIMIT.toSeconds() + " s",
                        fault);
            }
        }
        Throwable told = fault instanceof ExecutionException && fault.getCause() != null ? fault.getCause() : fault;
        return new NotPublishedException(
                "public events can't be published on topic '" + topic.name() + "': " + told, fault);
    }

    @Override
    public void close() {
        Producer<String, byte[]> sender = producer;
        producer = null;
        if (sender != null) {
            sender.close(Duration.ZERO);
        }
    }
}
