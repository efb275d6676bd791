package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic of public events as any consumer reads it. */
final class PublicTopic {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NAME = "rackledger-ledger-events-1";

    private PublicTopic() {}

    /** Every event of the ledger stands there once, in the ledger's order. */
    static void assertWhole(Running running) {
        long size = running.get("/api/ledger/events?limit=1").path("position").asLong() + 1;
        TopicPartition only = new TopicPartition(NAME, 0);
        List<String> positions = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        running.kafka(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(each -> positions.add(new String(
                                each.headers().lastHeader("ce_position").value(), StandardCharsets.UTF_8)));
                return positions.size() >= size;
            });
        }
        assertThat(positions)
                .containsExactlyElementsOf(
                        LongStream.range(0, size).mapToObj(String::valueOf).toList());
    }
}
