package io.rackledger.query.publish;

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
        try (KafkaConsumer<String, CloudEvent> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", isolation, "auto.offset.reset", "none"),
                new StringDeserializer(),
                new CloudEventDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }
}
