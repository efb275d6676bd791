package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Anchor;
import io.rackledger.format.Chain;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Tag;
import io.rackledger.format.Verdict;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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

/** Ledgers on a real broker. */
class KafkaLedgerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int EACH = 60;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static KafkaLedger writer(String topic) {
        return KafkaLedger.open(KafkaLedgerConfig.writer(broker.bootstrapServers(), topic, topic), LedgerObserver.NONE);
    }

    private static KafkaLedger reader(String topic) {
        return KafkaLedger.open(KafkaLedgerConfig.reader(broker.bootstrapServers(), topic, topic), LedgerObserver.NONE);
    }

    private static KafkaLedger writing(KafkaLedger ledger) {
        await().atMost(LIMIT).until(() -> ledger.status().state() == Ledger.State.WRITING);
        return ledger;
    }

    private static Entry entry(String id) {
        return Entry.of(id, "happened", "1", List.of(new Tag("tag", "contested")), Map.of(), new byte[] {1});
    }

    private static CompletableFuture<Outcome> append(Ledger ledger, String id) {
        return ledger.append(List.of(entry(id)), null, () -> {});
    }

    private static CompletableFuture<Outcome> contested(Ledger ledger, String id) {
        Anchor tip = ledger.tip();
        List<Criterion> criteria = List.of(Criterion.of(Set.of(), List.of(new Tag("tag", "contested"))));
        return ledger.append(List.of(entry(id)), new Condition(tip, tip.size(), criteria), () -> {});
    }

    private static Outcome get(CompletableFuture<Outcome> outcome) throws Exception {
        return outcome.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static List<String> ids(Ledger ledger) {
        return ledger.read(0, 10_000).stream().map(event -> event.entry().id()).toList();
    }

    private static void produce(String topic, byte[]... values) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(topic, 0, null, value)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void a_writer_that_closes_leaves_nothing_uncaught() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        try (KafkaLedger ledger = writing(writer("closing"))) {
            assertThat(get(append(ledger, "event"))).isInstanceOf(Outcome.Appended.class);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void what_is_appended_while_a_ledger_opens_waits_for_the_first_answer() throws Exception {
        try (KafkaLedger ledger = writer("early")) {
            assertThat(get(append(ledger, "early"))).isInstanceOf(Outcome.Appended.class);
        }
    }

    @Test
    void two_writers_keep_one_chain_and_what_is_acknowledged_stands_once() throws Exception {
        try (KafkaLedger one = writing(writer("two"));
                KafkaLedger other = writing(writer("two"));
                KafkaLedger reader = reader("two")) {
            Map<String, CompletableFuture<Outcome>> sent = new LinkedHashMap<>();
            for (int i = 0; i < EACH; i++) {
                sent.put("one-" + i, i % 2 == 0 ? append(one, "one-" + i) : contested(one, "one-" + i));
                sent.put("other-" + i, i % 2 == 0 ? append(other, "other-" + i) : contested(other, "other-" + i));
            }
            Map<String, Outcome> told = new LinkedHashMap<>();
            for (Map.Entry<String, CompletableFuture<Outcome>> each : sent.entrySet()) {
                told.put(each.getKey(), get(each.getValue()));
            }
            await().atMost(LIMIT)
                    .until(() -> one.head().equals(other.head()) && one.head().equals(reader.head()));
            List<String> ids = ids(reader);
            assertThat(ids).doesNotHaveDuplicates().isEqualTo(ids(one)).isEqualTo(ids(other));
            told.forEach((id, outcome) -> {
                switch (outcome) {
                    case Outcome.Appended appended ->
                        assertThat(ids.indexOf(id)).isEqualTo(appended.position());
                    case Outcome.Unknown unknown -> {}
                    default -> assertThat(ids).doesNotContain(id);
                }
            });
            assertThat(told.values()).hasAtLeastOneElementOfType(Outcome.Appended.class);
            verify(reader, "two");
        }
    }

    private static void verify(Ledger ledger, String name) {
        Chain chain = new Chain(name);
        Set<Verdict> broken = new HashSet<>();
        for (Commit commit : ledger.commits(0, 100_000)) {
            Verdict verdict = chain.judge(commit.encode());
            if (!(verdict instanceof Verdict.Valid)) {
                broken.add(verdict);
            }
        }
        assertThat(broken).isEmpty();
        assertThat(chain.head().anchor()).isEqualTo(ledger.head());
    }

    @Test
    void garbage_and_records_of_other_ledgers_are_void() throws Exception {
        byte[] foreign;
        try (KafkaLedger elsewhere = writing(writer("elsewhere"))) {
            get(append(elsewhere, "foreign"));
            foreign = elsewhere.commits(0, 10).getFirst().encode();
        }
        try (KafkaLedger ledger = writing(writer("noisy"))) {
            List<Outcome> told = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                CompletableFuture<Outcome> sent = append(ledger, "event-" + i);
                produce("noisy", "garbage".getBytes(StandardCharsets.UTF_8), null, foreign, new byte[100]);
                told.add(get(sent));
            }
            assertThat(told).hasOnlyElementsOfType(Outcome.Appended.class);
            assertThat(ids(ledger)).containsExactly("event-0", "event-1", "event-2", "event-3", "event-4");
            verify(ledger, "noisy");
        }
    }

    @Test
    void a_restarted_writer_continues_and_a_reader_follows() throws Exception {
        try (KafkaLedger reader = reader("restarted")) {
            Anchor before;
            try (KafkaLedger first = writing(writer("restarted"))) {
                get(append(first, "before"));
                before = first.head();
            }
            try (KafkaLedger second = writing(writer("restarted"))) {
                assertThat(get(append(second, "after"))).isInstanceOf(Outcome.Appended.class);
                List<StoredEvent> followed = reader.poll(1, 10, LIMIT);
                assertThat(followed).extracting(event -> event.entry().id()).containsExactly("after");
                assertThat(ids(second)).containsExactly("before", "after");
                assertThat(reader.source(List.of(Criterion.of(Set.of(), Set.of())), 0, before))
                        .hasSize(1);
                assertThat(get(append(reader, "no"))).isInstanceOf(Outcome.Unavailable.class);
                verify(second, "restarted");
            }
        }
    }

    @Test
    void a_topic_that_is_compacted_is_refused() throws Exception {
        Map<String, String> settings = settings();
        settings.put("cleanup.policy", "compact");
        refuses("compacted", settings, "topic 'compacted' has cleanup.policy=compact where a ledger needs delete");
    }

    @Test
    void a_topic_without_room_for_the_largest_record_is_refused() throws Exception {
        Map<String, String> settings = settings();
        settings.put("max.message.bytes", "1000");
        refuses("narrow", settings, "topic 'narrow' has max.message.bytes=1000 where a ledger needs at least");
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", "-1");
        settings.put("retention.bytes", "-1");
        settings.put("flush.messages", "1");
        return settings;
    }

    private static void refuses(String topic, Map<String, String> settings, String because) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        try (KafkaLedger ledger = writer(topic)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(ledger.status().because()).contains(because));
            assertThat(ledger.status().state()).isEqualTo(Ledger.State.STARTING);
            assertThat(get(append(ledger, "no"))).isInstanceOf(Outcome.Unavailable.class);
        }
    }
}
