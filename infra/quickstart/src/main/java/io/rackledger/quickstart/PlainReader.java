package io.rackledger.quickstart;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics of one partition with a plain consumer: nothing of the ledger takes part. For one thread. */
public final class PlainReader implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final byte[] NOTHING = {};

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** What is done with a record. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes the next one.
         *
         * @param value empty where the record has none
         */
        void take(long offset, byte[] value) throws IOException;
    }

    /**
     * Reaches for no broker yet.
     *
     * @throws KafkaException if that is no address
     */
    public PlainReader(String kafka) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Whether there is such a topic.
     *
     * @throws KafkaException if the broker doesn't say within half a minute
     */
    public boolean has(String topic) {
        return consumer.listTopics(LIMIT).containsKey(topic);
    }

    /**
     * Reads a topic from its beginning up to where it ends now.
     *
     * @throws IOException    if the taker fails, or nothing comes for half a minute
     * @throws KafkaException if it can't be read
     */
    public void read(String topic, Taker taker) throws IOException {
        read(topic, Long.MAX_VALUE, taker);
    }

    /** The same of as many records before its end as there are offsets. */
    public void read(String topic, long most, Taker taker) throws IOException {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<TopicPartition> only = List.of(partition);
        long end = Objects.requireNonNull(consumer.endOffsets(only, LIMIT).get(partition));
        long first =
                Objects.requireNonNull(consumer.beginningOffsets(only, LIMIT).get(partition));
        consumer.assign(only);
        consumer.seek(partition, Math.max(first, end - most));
        Instant heard = Instant.now();
        while (consumer.position(partition, LIMIT) < end) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                heard = Instant.now();
                taker.take(each.offset(), each.value() == null ? NOTHING : each.value());
            }
            if (Instant.now().isAfter(heard.plus(LIMIT))) {
                throw new IOException("topic '" + topic + "' told nothing for " + LIMIT.toSeconds() + " s");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
