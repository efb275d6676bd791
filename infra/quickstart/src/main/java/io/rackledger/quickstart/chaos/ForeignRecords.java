package io.rackledger.quickstart.chaos;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records that are none of a ledger's, which every reader skips. They make the file of a log the largest of a broker's:
 * a broker reserves 10 MiB for each of its own index files at every start, so a limit to files must lie beyond that.
 */
final class ForeignRecords {
    private static final long ENOUGH = 11L << 20;
    private static final int RECORD_BYTES = 256 << 10;
    private static final long LIMIT_SECONDS = 30;

    private ForeignRecords() {}

    /**
     * Writes as many to partition 0 as it takes.
     *
     * @param bytes that its file has now
     * @throws IOException if they aren't taken in time
     */
    static void fill(String kafka, String topic, long bytes) throws IOException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long held = bytes; held < ENOUGH; held += RECORD_BYTES) {
                producer.send(new ProducerRecord<>(topic, 0, null, new byte[RECORD_BYTES]))
                        .get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("records could not be written", e);
        }
    }
}
