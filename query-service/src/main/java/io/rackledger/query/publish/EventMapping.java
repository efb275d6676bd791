package io.rackledger.query.publish;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import io.rackledger.format.Entry;
import io.rackledger.ledger.StoredEvent;
import java.net.URI;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How an event of the ledger is written for others: as a CloudEvent 1.0 in the binary mode of the Kafka binding, keyed by
 * its subject, with its body as it was recorded. A change to this that consumers would notice makes a new version, and
 * goes to a new topic. Pure.
 */
final class EventMapping {
    /** The version of this mapping. */
    static final String VERSION = "1";

    static final String POSITION = "position";
    static final String COMMIT = "commit";
    static final String MAPPING = "mapping";
    private static final String TYPE_PREFIX = "io.rackledger.";
    private static final String JSON = "application/json";

    private EventMapping() {}

    /** The record on the topic; its timestamp is when the ledger took the event. */
    static ProducerRecord<String, byte[]> record(
            String topic, String source, StoredEvent stored, Recorded recorded, String subject) {
        return KafkaMessageFactory.createWriter(topic, 0, stored.recordedAt().toEpochMilli(), subject)
                .writeBinary(event(source, stored, recorded, subject));
    }

    private static CloudEvent event(String source, StoredEvent stored, Recorded recorded, String subject) {
        Entry entry = stored.entry();
        io.cloudevents.core.v1.CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(entry.id())
                .withSource(URI.create(source))
                .withType(TYPE_PREFIX + entry.type() + ".v" + entry.version())
                .withSubject(subject)
                .withTime(stored.recordedAt().atOffset(ZoneOffset.UTC))
                .withData(JSON, entry.payload())
                .withExtension(POSITION, String.valueOf(stored.position()))
                .withExtension(COMMIT, stored.commit().toString())
                .withExtension("leaf", entry.leaf().toString())
                .withExtension(MAPPING, VERSION)
                .withExtension("causationid", recorded.command())
                .withExtension("mode", recorded.mode().name())
                .withExtension("confidence", recorded.confidence().name())
                .withExtension("actor", recorded.actor());
        ValidTime validAt = recorded.validAt();
        if (validAt != null) {
            event.withExtension("validat", validAt.text())
                    .withExtension("validearliest", validAt.earliest().atOffset(ZoneOffset.UTC))
                    .withExtension("validlatest", validAt.latest().atOffset(ZoneOffset.UTC));
        }
        if (recorded.correlation() != null) {
            event.withExtension("correlationid", recorded.correlation());
        }
        Provenance provenance = recorded.provenance();
        if (provenance != null) {
            event.withExtension("evidence", provenance.source().value());
        }
        return event.build();
    }
}
