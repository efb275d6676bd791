package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.format.Entry;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.LedgerSettings;
import io.rackledger.ledger.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A ledger to which a test does what it likes, and its topic. */
record FaultyLedger(KafkaLedger ledger, String bootstrapServers, String topic) implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);
    static final Duration APPEND_TIMEOUT = Duration.ofSeconds(3);

    /** The smallest limits with which there is something to see. */
    static final LedgerSettings NARROW = new LedgerSettings(
            64,
            1 << 20,
            1_000,
            4 << 20,
            64,
            1 << 20,
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofMillis(20));

    static KafkaLedgerConfig config(String bootstrapServers, String topic, Map<String, Object> clientProperties) {
        KafkaLedgerConfig plain = KafkaLedgerConfig.writer(bootstrapServers, topic, topic);
        return new KafkaLedgerConfig(
                bootstrapServers,
                topic,
                topic,
                true,
                (short) 1,
                APPEND_TIMEOUT,
                NARROW,
                plain.index(),
                clientProperties);
    }

    /** A ledger that may never write. */
    static FaultyLedger open(String bootstrapServers, String topic, Map<String, Object> clientProperties) {
        KafkaLedgerConfig config = config(bootstrapServers, topic, clientProperties);
        return new FaultyLedger(KafkaLedger.open(config, LedgerObserver.NONE), bootstrapServers, topic);
    }

    static FaultyLedger writing(String bootstrapServers, String topic) {
        FaultyLedger opened = open(bootstrapServers, topic, Map.of());
        opened.awaitWriting();
        return opened;
    }

    // ---- what it does -------------------------------------------------------------------------------------------

    void awaitWriting() {
        await().atMost(LIMIT).until(() -> status().state() == Ledger.State.WRITING && status().reachable());
    }

    /** It says that, and refuses at once, with the same words; what was acknowledged is read all the same. */
    void awaitReadOnly(String because, String... events) {
        await().atMost(LIMIT).until(() -> status().because().contains(because));
        assertThat(append("refused"))
                .isCompletedWithValueMatching(outcome -> outcome instanceof Outcome.Unavailable unavailable
                        && unavailable.because().contains(because));
        assertThat(ids()).containsExactly(events);
    }

    /** Likewise, for good. */
    void awaitStopped(String because, String... events) throws Exception {
        await().atMost(LIMIT).until(() -> status().because().contains(because));
        assertThat(status().state()).isEqualTo(Ledger.State.STOPPED);
        assertThat(get(append("refused")))
                .isInstanceOfSatisfying(
                        Outcome.Unavailable.class,
                        unavailable -> assertThat(unavailable.because()).contains(because));
        assertThat(ids()).containsExactly(events);
    }

    Ledger.Status status() {
        return ledger.status();
    }

    CompletableFuture<Outcome> append(String id) {
        return append(id, 1);
    }

    CompletableFuture<Outcome> append(String id, int bytes) {
        Entry entry = Entry.of(id, "happened", "1", List.of(), Map.of(), new byte[bytes]);
        return ledger.append(List.of(entry), null, () -> {});
    }

    void appended(String id) throws Exception {
        assertThat(get(append(id))).isInstanceOf(Outcome.Appended.class);
    }

    static Outcome get(CompletableFuture<Outcome> outcome) throws Exception {
        return outcome.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<String> ids() {
        return ledger.read(0, 10_000).stream().map(event -> event.entry().id()).toList();
    }

    // ---- what is done to its topic ------------------------------------------------------------------------------

    void set(String name, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void deleteTopic() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void createTopic() throws Exception {
        Map<String, String> settings = Map.of("retention.ms", "-1", "retention.bytes", "-1", "flush.messages", "1");
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings)))
                    .all()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Writes a record as a stranger; its offset is returned. */
    long produce(byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, 0, null, value))
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}
