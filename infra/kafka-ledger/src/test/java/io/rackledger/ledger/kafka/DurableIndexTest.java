package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.format.Tag;
import io.rackledger.ledger.IndexSettings;
import io.rackledger.ledger.IndexUnavailableException;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.LedgerSettings;
import io.rackledger.ledger.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger on a real broker, with its index in a file: what a start reads of the log, and what it thinks of it. */
class DurableIndexTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 20;
    private static final int IN_FLIGHT = 4;
    private static final byte[] FOREIGN = {1, 2, 3};

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private KafkaLedger writer(String topic, String ledger) {
        LedgerSettings usual = LedgerSettings.DEFAULT;
        LedgerSettings fewInFlight = new LedgerSettings(
                IN_FLIGHT,
                usual.mostInFlightBytes(),
                usual.mostQueued(),
                usual.mostQueuedBytes(),
                usual.mostWaiting(),
                usual.mostRecordBytes(),
                usual.sealRetry(),
                usual.contestedFor(),
                usual.contestedBackoff());
        KafkaLedgerConfig config = KafkaLedgerConfig.writer(broker.bootstrapServers(), topic, ledger);
        return KafkaLedger.open(
                new KafkaLedgerConfig(
                        config.bootstrapServers(),
                        topic,
                        ledger,
                        true,
                        config.replicas(),
                        config.appendTimeout(),
                        fewInFlight,
                        IndexSettings.in(folder.resolve("index")),
                        Map.of()),
                LedgerObserver.NONE);
    }

    private static KafkaLedger writing(KafkaLedger ledger) {
        await().atMost(LIMIT).until(() -> ledger.status().state() == Ledger.State.WRITING);
        return ledger;
    }

    private static void append(Ledger ledger, String id) throws Exception {
        Entry entry = Entry.of(id, "happened", "1", List.of(new Tag("tag", "t")), Map.of(), new byte[] {1});
        Outcome outcome = ledger.append(List.of(entry), null, () -> {}).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(outcome).isInstanceOf(Outcome.Appended.class);
    }

    /** Twenty events in a topic; the commits that stand there. */
    private List<Commit> written(String topic, String ledger) throws Exception {
        try (KafkaLedger first = writing(writer(topic, ledger))) {
            assertThat(first.readFrom()).isZero();
            for (int i = 0; i < EVENTS; i++) {
                append(first, topic + "-" + i);
            }
            return first.commits(0, 1000);
        }
    }

    private static List<byte[]> records(List<Commit> commits) {
        return new ArrayList<>(commits.stream().map(Commit::encode).toList());
    }

    private static void produce(String topic, List<byte[]> records) throws Exception {
        create(topic);
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            send(producer, topic, records);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, List<byte[]> records)
            throws Exception {
        for (byte[] record : records) {
            producer.send(new ProducerRecord<>(topic, 0, null, record)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<String, String> settings = Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    "-1",
                    "retention.bytes",
                    "-1",
                    "flush.messages",
                    "1",
                    "max.message.bytes",
                    "3000000");
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings)))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** It stops, names its index, and goes on doing so. */
    private void assertStops(String topic, String ledger, Anchor acknowledged) {
        for (int i = 0; i < 2; i++) {
            try (KafkaLedger stopped = writer(topic, ledger)) {
                await().atMost(LIMIT).until(() -> stopped.status().state() == Ledger.State.STOPPED);
                assertThat(stopped.status().because())
                        .contains(folder.resolve("index").toString());
                assertThat(stopped.head()).isEqualTo(acknowledged);
            }
        }
    }

    /** Once its index is deleted, it goes on with the log as it is. */
    private void assertAccepts(String topic, String ledger) throws Exception {
        Files.delete(folder.resolve("index"));
        try (KafkaLedger accepted = writing(writer(topic, ledger))) {
            append(accepted, "accepted");
        }
    }

    @Test
    void a_restarted_ledger_reads_on_as_far_back_as_may_have_been_in_flight() throws Exception {
        List<Commit> commits = written("resumed", "resumed");
        for (int i = 0; i < 3; i++) {
            try (KafkaLedger again = writing(writer("resumed", "resumed"))) {
                assertThat(again.readFrom()).isGreaterThanOrEqualTo(commits.size() - 1 - 2 * IN_FLIGHT);
                append(again, "again-" + i);
                assertThat(again.read(0, 1000)).hasSize(EVENTS + i + 1);
                assertThat(again.commits(0, commits.size())).isEqualTo(commits);
            }
        }
    }

    @Test
    void a_deleted_or_damaged_index_is_built_anew_from_the_first_record() throws Exception {
        List<Commit> commits = written("rebuilt", "rebuilt");
        Files.delete(folder.resolve("index"));
        try (KafkaLedger again = writing(writer("rebuilt", "rebuilt"))) {
            assertThat(again.readFrom()).isZero();
            assertThat(again.commits(0, commits.size())).isEqualTo(commits);
        }
        Files.write(folder.resolve("index"), new byte[10_000]);
        try (KafkaLedger again = writing(writer("rebuilt", "rebuilt"))) {
            assertThat(again.readFrom()).isZero();
            assertThat(again.read(0, 1000)).hasSize(EVENTS);
        }
    }

    @Test
    void a_log_that_lost_its_acknowledged_tail_stops_the_ledger() throws Exception {
        List<Commit> commits = written("whole", "shortened");
        produce("shortened", records(commits).subList(0, commits.size() / 2));
        assertStops("shortened", "shortened", commits.getLast().head().anchor());
        assertAccepts("shortened", "shortened");
    }

    @Test
    void a_log_that_holds_something_else_stops_the_ledger() throws Exception {
        List<Commit> other = written("other", "changed");
        Files.delete(folder.resolve("index"));
        List<Commit> commits = written("first", "changed");
        produce("changed", records(other));
        try (KafkaLedger longer = KafkaLedger.open(
                KafkaLedgerConfig.writer(broker.bootstrapServers(), "changed", "changed"), LedgerObserver.NONE)) {
            append(writing(longer), "one-more");
        }
        assertStops("changed", "changed", commits.getLast().head().anchor());
        assertAccepts("changed", "changed");
    }

    @Test
    void a_last_commit_that_lies_where_it_lay_without_what_it_extends_stops_the_ledger() throws Exception {
        List<Commit> commits = written("entire", "came-back");
        List<byte[]> records = records(commits);
        records.set(records.size() - 2, FOREIGN);
        produce("came-back", records);
        assertStops("came-back", "came-back", commits.getLast().head().anchor());
    }

    @Test
    void a_log_that_goes_on_without_a_record_where_the_last_commit_lay_stops_the_ledger() throws Exception {
        List<Commit> commits = written("complete", "left-out");
        create("left-out");
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "left-out"))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, "left-out", records(commits).subList(0, commits.size() - 1));
            producer.commitTransaction();
        }
        assertStops("left-out", "left-out", commits.getLast().head().anchor());
        assertAccepts("left-out", "left-out");
    }

    @Test
    void no_topic_is_made_where_an_index_knows_of_one() throws Exception {
        written("gone", "gone");
        try (KafkaLedger ledger = writer("never-made", "gone")) {
            await().atMost(LIMIT)
                    .until(() -> ledger.status()
                            .because()
                            .contains(folder.resolve("index").toString()));
            assertThat(ledger.status().state()).isEqualTo(Ledger.State.STARTING);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .doesNotContain("never-made");
        }
    }

    @Test
    void an_index_is_used_by_one_ledger_at_a_time() throws Exception {
        try (KafkaLedger first = writing(writer("locked", "locked"))) {
            assertThatThrownBy(() -> writer("locked", "locked")).isInstanceOf(IndexUnavailableException.class);
            append(first, "goes on");
        }
    }
}
