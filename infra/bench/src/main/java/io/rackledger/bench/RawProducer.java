package io.rackledger.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An idempotent producer that sends as many bytes as a shift has to one partition, which is flushed with every write, as a
 * ledger's is: the limit of whatever stores commands in Kafka. Thread-safe.
 */
final class RawProducer implements AutoCloseable {
    private static final String TOPIC = "raw";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KafkaProducer<byte[], byte[]> producer;
    private final byte[] record;

    RawProducer(String bootstrapServers, int recordBytes) throws InterruptedException {
        record = new byte[recordBytes];
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("flush.messages", "1"))))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no topic for the producer", e);
        }
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    CompletableFuture<Long> send() {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        producer.send(new ProducerRecord<>(TOPIC, 0, null, record), (metadata, failure) -> {
            if (failure == null) {
                sent.complete(metadata.offset());
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    @Override
    public void close() {
        producer.close(LIMIT);
    }
}
