package io.rackledger.query.publish;

import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic as a consumer with the SDK of CloudEvents sees it. */
final class ReadTopic {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private ReadTopic() {}

    /** All that counts. */
    static List<ConsumerRecord<String, CloudEvent>> committed(String servers, String topic) {
        return all(servers, topic, "read_committed");
    }

    /** All that was ever written. */
    static List<ConsumerRecord<String, CloudEvent>> written(String servers, String topic) {
        return all(servers, topic, "read_uncommitted");
    }

    static List<String> ids(List<ConsumerRecord<String, CloudEvent>> records) {
        return records.stream().map(each -> each.value().getId()).toList();
    }

    private static List<ConsumerRecord<String, CloudEvent>> all(String servers, String topic, String isolation) {
        TopicPartition only = new TopicPartition(topic, 0);
        List<ConsumerRecord<String, CloudEvent>> all = new ArrayList<>();
        long end = end(servers, only);
        try (KafkaConsumer<String, CloudEvent> consumer = consumer(servers, isolation)) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
                return consumer.position(only) >= end;
            });
        }
        return all;
    }

    /** Beyond all that is written: what was just committed may count a moment later only, once it is marked there. */
    private static long end(String servers, TopicPartition only) {
        try (KafkaConsumer<String, CloudEvent> consumer = consumer(servers, "read_uncommitted")) {
            return consumer.endOffsets(List.of(only)).get(only);
        }
    }

    private static KafkaConsumer<String, CloudEvent> consumer(String servers, String isolation) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", isolation, "auto.offset.reset", "none"),
                new StringDeserializer(),
                new CloudEventDeserializer());
    }
}
