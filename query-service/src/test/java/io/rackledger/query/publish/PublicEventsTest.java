package io.rackledger.query.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Commit;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.query.audit.WrittenLedger;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.transparency.Origin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once, on a real broker, whatever becomes of publishers; and what is not published to at all. */
class PublicEventsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int EVENTS = 25;
    private static final int KILLED = 137;
    /** So many records are in it, with its marker; what is behind it shows that it is committed. */
    private static final int FIRST_TRANSACTION = 501;

    private static final PublicEvents.Pace EAGER =
            new PublicEvents.Pace(Duration.ofMillis(300), Duration.ofMillis(600));

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static WrittenLedger written;
    private static Ledger ledger;
    private static int parties;

    private String topic;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        written = new WrittenLedger(broker);
        ledger = KafkaLedger.open(
                KafkaLedgerConfig.writer(written.servers(), "shared", WrittenLedger.NAME), LedgerObserver.NONE);
        append(EVENTS);
    }

    @AfterAll
    static void stop() {
        ledger.close();
        broker.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
    }

    /** Appends so many events, each a commit; returns how many there are then. */
    private static long append(int events) throws Exception {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            outcomes.add(
                    ledger.append(List.of(WrittenLedger.entry("party-" + parties++, "Party " + i)), null, () -> {}));
        }
        for (CompletableFuture<Outcome> each : outcomes) {
            assertThat(each.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Outcome.Appended.class);
        }
        return ledger.head().size();
    }

    private PublicEvents publisher() {
        return publisher(ledger);
    }

    private PublicEvents publisher(Ledger of) {
        return publisher(of, written.servers(), Map.of());
    }

    private PublicEvents publisher(Ledger of, String servers, Map<String, String> properties) {
        PublicEvents events = new PublicEvents(of, new EventTopic(servers, topic, (short) 1, properties), EAGER);
        events.start();
        return events;
    }

    private static void awaitPublished(PublicEvents events, long size) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(events.published())
                        .as(events.state() + " " + events.trouble())
                        .isGreaterThanOrEqualTo(size));
    }

    private static void awaitStopped(PublicEvents events, String because) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(events.state()).as(events.trouble()).isEqualTo(PublicEvents.State.STOPPED);
            assertThat(events.trouble()).contains(because);
        });
    }

    /** Each event of the ledger stands there once, in its order, for whoever reads what is committed. */
    private void assertWhole(long size) {
        List<String> recorded = ledger.read(0, (int) size).stream()
                .map(each -> each.entry().id())
                .toList();
        assertThat(recorded).hasSize((int) size);
        assertThat(ReadTopic.ids(ReadTopic.committed(written.servers(), topic))).containsExactlyElementsOf(recorded);
    }

    private KafkaProducer<String, byte[]> producer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", written.servers(), "transactional.id", transactionalId),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private KafkaProducer<String, byte[]> zombie() {
        return producer(topic + "-publisher");
    }

    /** As the publisher writes them. */
    private List<ProducerRecord<String, byte[]>> records(long from, int most) {
        String source = Origin.of(
                Objects.requireNonNull(ledger.commits(0, 1).getFirst().header().genesis()));
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (StoredEvent each : ledger.read(from, most)) {
            records.add(EventMapping.record(topic, source, each, new LedgerEvents(ledger).read(each), "party:x"));
        }
        return records;
    }

    @Test
    void every_event_stands_on_the_topic_once_and_in_order_however_often_the_publisher_is_stopped() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int stop = 0; stop < 5; stop++) {
            append(1 + random.nextInt(3 * EVENTS));
            try (PublicEvents events = publisher()) {
                if (random.nextBoolean()) {
                    awaitPublished(events, random.nextLong(ledger.head().size()));
                    append(1 + random.nextInt(3 * EVENTS));
                }
            }
        }
        long size = ledger.head().size();
        try (PublicEvents events = publisher()) {
            awaitPublished(events, size);
            assertWhole(size);
        }
    }

    @Test
    void what_a_killed_publisher_left_open_never_counts() throws Exception {
        long before = ledger.head().size();
        try (PublicEvents events = publisher()) {
            awaitPublished(events, before);
        }
        long size = append(EVENTS);
        try (KafkaProducer<String, byte[]> killed = zombie()) {
            killed.initTransactions();
            killed.beginTransaction();
            records(before, 10).forEach(killed::send);
            killed.flush();
            try (PublicEvents events = publisher()) {
                awaitPublished(events, size);
                assertWhole(size);
                assertThat(ReadTopic.written(written.servers(), topic)).hasSize((int) size + 10);
                assertThatThrownBy(killed::commitTransaction)
                        .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
                assertWhole(size);
            }
        }
    }

    @Test
    void of_two_publishers_one_stands_by_and_takes_over_when_the_other_is_gone() throws Exception {
        try (PublicEvents first = publisher()) {
            awaitPublished(first, ledger.head().size());
            try (PublicEvents second = publisher()) {
                await().atMost(LIMIT).until(() -> second.state() == PublicEvents.State.PUBLISHING);
                long size = append(EVENTS);
                await().atMost(LIMIT).until(() -> first.state() == PublicEvents.State.STANDING_BY);
                awaitPublished(second, size);
                assertWhole(size);
            }
            long size = append(EVENTS);
            awaitPublished(first, size);
            assertThat(first.state()).isEqualTo(PublicEvents.State.PUBLISHING);
            assertWhole(size);
        }
    }

    @Test
    void a_process_killed_at_any_moment_publishes_nothing_twice() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        append(40 * EVENTS);
        for (int round = 0; round < 2; round++) {
            Process process = PublisherProcess.start(
                    written.servers(), "shared", WrittenLedger.NAME, topic, folder.resolve("process.log"));
            long enough = end() + (round == 0 ? FIRST_TRANSACTION : random.nextInt(EVENTS));
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
                    .until(() -> end() > enough || !process.isAlive());
            process.destroyForcibly();
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("it was killed").isEqualTo(KILLED);
            append(EVENTS);
        }
        long size = ledger.head().size();
        try (PublicEvents events = publisher()) {
            awaitPublished(events, size);
            assertWhole(size);
        }
    }

    /** How far the topic is written, whether that counts or not. */
    private long end() throws Exception {
        KeptTopic kept = new KeptTopic(written.servers(), topic, (short) 1, Map.of(), Map.of());
        kept.make();
        return kept.end();
    }

    @Test
    void another_ledger_of_the_same_name_is_refused() throws Exception {
        publishedOnce();
        written.append(topic + "-other", 1);
        try (Ledger other = written.reader(topic + "-other");
                PublicEvents events = publisher(other)) {
            awaitStopped(events, "this ledger is rackledger/evidence/");
        }
    }

    @Test
    void a_ledger_that_was_written_anew_is_refused() throws Exception {
        List<Commit> all = publishedOnce();
        String changed = all.get(10).entries().getFirst().id();
        written.write(
                topic + "-anew",
                WrittenLedger.rewritten(
                        all, entry -> entry.id().equals(changed) ? WrittenLedger.another(entry) : entry));
        try (Ledger anew = written.reader(topic + "-anew");
                PublicEvents events = publisher(anew)) {
            awaitStopped(events, "what was acknowledged was changed");
        }
    }

    @Test
    void a_ledger_that_lost_what_was_published_is_refused() throws Exception {
        List<Commit> all = publishedOnce();
        written.write(topic + "-cut", all.subList(0, all.size() - 5));
        try (Ledger cut = written.reader(topic + "-cut");
                PublicEvents events = publisher(cut)) {
            awaitStopped(events, "acknowledged events were lost");
        }
    }

    private List<Commit> publishedOnce() {
        try (PublicEvents events = publisher()) {
            awaitPublished(events, ledger.head().size());
        }
        return ledger.commits(0, Integer.MAX_VALUE);
    }

    @Test
    void a_topic_whose_end_is_somebody_elses_or_whose_begin_is_gone_is_refused() throws Exception {
        publishedOnce();
        try (KafkaProducer<String, byte[]> stranger = producer("stranger")) {
            stranger.initTransactions();
            stranger.beginTransaction();
            stranger.send(new ProducerRecord<>(topic, "key", new byte[] {1}));
            stranger.commitTransaction();
        }
        try (PublicEvents events = publisher()) {
            awaitStopped(events, "is no event of ours");
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", written.servers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        try (PublicEvents events = publisher()) {
            awaitStopped(events, "the first 3 records");
        }
    }

    @Test
    void while_a_transaction_of_a_stranger_is_open_nothing_is_published() throws Exception {
        publishedOnce();
        try (KafkaProducer<String, byte[]> stranger = producer("open-" + topic)) {
            stranger.initTransactions();
            stranger.beginTransaction();
            stranger.send(new ProducerRecord<>(topic, "key", new byte[] {1}));
            stranger.flush();
            try (PublicEvents events = publisher()) {
                await().atMost(LIMIT).until(() -> events.trouble().contains("somebody else is open"));
                stranger.abortTransaction();
                long size = append(1);
                awaitPublished(events, size);
                assertThat(events.trouble()).isEmpty();
                assertWhole(size);
            }
        }
    }

    @Test
    void a_topic_that_forgets_is_not_published_to_until_it_is_mended() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", written.servers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())
                            .configs(Map.of("retention.ms", "604800000"))))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            try (PublicEvents events = publisher()) {
                await().atMost(LIMIT).until(() -> events.trouble().contains("retention.ms=604800000"));
                assertThat(events.published()).isZero();
                admin.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                List.of(new AlterConfigOp(
                                        new ConfigEntry("retention.ms", "-1"), AlterConfigOp.OpType.SET))))
                        .all()
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                awaitPublished(events, ledger.head().size());
                assertWhole(ledger.head().size());
            }
        }
    }

    @Test
    void a_broker_that_comes_late_is_published_to_then() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Map<String, String> hasty = Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "500");
        long size = ledger.head().size();
        try (PublicEvents events = publisher(ledger, "127.0.0.1:" + port, hasty)) {
            await().atMost(LIMIT).until(() -> !events.trouble().isEmpty());
            assertThat(events.lag()).isEqualTo(size);
            try (EmbeddedBroker late = EmbeddedBroker.start(folder.resolve("late"), port)) {
                awaitPublished(events, size);
                assertThat(ReadTopic.committed(late.bootstrapServers(), topic)).hasSize((int) size);
                assertThat(events.trouble()).isEmpty();
                events.close();
            }
        }
    }
}
