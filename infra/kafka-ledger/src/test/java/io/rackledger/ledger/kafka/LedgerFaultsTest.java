package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Commit;
import io.rackledger.format.Header;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with a topic, its records or the settings, and what a ledger does about it, on a real broker. */
class LedgerFaultsTest {
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

    private static FaultyLedger writing(String topic) {
        return FaultyLedger.writing(broker.bootstrapServers(), topic);
    }

    // ---- commits ------------------------------------------------------------------------------------------------

    @Test
    void a_commit_beyond_the_limit_is_refused_with_its_size_and_others_are_not() throws Exception {
        try (FaultyLedger ledger = writing("too-large")) {
            int most = FaultyLedger.NARROW.mostRecordBytes();
            for (int bytes : List.of(most, 100 * most)) {
                assertThat(FaultyLedger.get(ledger.append("large", bytes)))
                        .isInstanceOfSatisfying(Outcome.TooLarge.class, refused -> {
                            assertThat(refused.bytes()).isGreaterThan(bytes);
                            assertThat(refused.mostBytes()).isEqualTo(most);
                        });
            }
            ledger.appended("small");
        }
    }

    @Test
    void a_commit_beyond_what_the_topic_takes_is_refused_once_the_topic_says_so() throws Exception {
        try (FaultyLedger ledger = writing("narrowed")) {
            ledger.set("max.message.bytes", "100000");
            assertThat(FaultyLedger.get(ledger.append("large", 200_000)))
                    .isInstanceOfSatisfying(
                            Outcome.TooLarge.class,
                            refused -> assertThat(refused.mostBytes()).isLessThan(100_000));
            ledger.appended("small");
            assertThat(ledger.ids()).containsExactly("small");
        }
    }

    @Test
    void a_broker_that_refuses_what_is_sent_is_asked_again_until_it_takes_it() throws Exception {
        try (FaultyLedger ledger = writing("refusing")) {
            ledger.appended("before");
            ledger.set("message.timestamp.before.max.ms", "0");
            await().atMost(FaultyLedger.LIMIT)
                    .until(() -> FaultyLedger.get(ledger.append("refused")) instanceof Outcome.Unavailable unavailable
                            && unavailable.because().startsWith("nothing can be written: Timestamp"));
            assertThat(ledger.ids()).startsWith("before");
            ledger.set("message.timestamp.before.max.ms", String.valueOf(Long.MAX_VALUE));
            ledger.awaitWriting();
            ledger.appended("after");
        }
    }

    // ---- the topic ----------------------------------------------------------------------------------------------

    @Test
    void a_topic_that_would_forget_is_only_read_until_it_is_set_right() throws Exception {
        try (FaultyLedger ledger = writing("forgetful")) {
            ledger.appended("before");
            ledger.set("retention.ms", "86400000");
            ledger.awaitReadOnly("retention.ms=86400000", "before");
            ledger.set("retention.ms", "-1");
            ledger.awaitWriting();
            ledger.appended("after");
            assertThat(ledger.ids()).containsExactly("before", "after");
        }
    }

    @Test
    void a_topic_that_was_deleted_is_only_read_and_another_in_its_place_stops_the_ledger() throws Exception {
        try (FaultyLedger ledger = writing("deleted")) {
            ledger.appended("before");
            ledger.deleteTopic();
            ledger.awaitReadOnly("topic 'deleted' does not exist any more", "before");
            ledger.createTopic();
            ledger.awaitStopped("topic 'deleted' was deleted and created again", "before");
        }
    }

    @Test
    void a_topic_that_is_at_once_another_stops_the_ledger_before_anything_stands_in_it() throws Exception {
        try (FaultyLedger ledger = writing("replaced")) {
            ledger.deleteTopic();
            ledger.createTopic();
            Outcome outcome = FaultyLedger.get(ledger.append("lost"));
            assertThat(outcome).isNotInstanceOf(Outcome.Appended.class);
            ledger.awaitStopped("topic 'replaced' was deleted and created again");
        }
    }

    // ---- records ------------------------------------------------------------------------------------------------

    @Test
    void a_foreign_record_is_skipped_and_said_to_be() throws Exception {
        List<Long> skipped = new CopyOnWriteArrayList<>();
        LedgerObserver observer = new LedgerObserver() {
            @Override
            public void voidRecord(long offset, String because) {
                skipped.add(offset);
            }
        };
        KafkaLedgerConfig config = FaultyLedger.config(broker.bootstrapServers(), "foreign", Map.of());
        try (FaultyLedger ledger =
                new FaultyLedger(KafkaLedger.open(config, observer), broker.bootstrapServers(), "foreign")) {
            ledger.awaitWriting();
            long offset = ledger.produce("not ours".getBytes(StandardCharsets.UTF_8));
            ledger.appended("after");
            await().atMost(FaultyLedger.LIMIT)
                    .untilAsserted(() -> assertThat(skipped).contains(offset));
            assertThat(ledger.ids()).containsExactly("after");
        }
    }

    @Test
    void a_record_that_breaks_the_chain_stops_the_ledger_and_is_named_by_its_offset() throws Exception {
        try (FaultyLedger ledger = writing("broken")) {
            ledger.appended("before");
            Commit head = ledger.ledger().commits(0, 10).getLast();
            Header gap = new Header(Header.Kind.SEAL, 99, Instant.now(), "00".repeat(16), null, null, null);
            long offset =
                    ledger.produce(Commit.of(head.head().hash(), gap, List.of()).encode());
            ledger.awaitStopped("the record at offset " + offset + " stops the ledger", "before");
        }
    }

    // ---- settings -----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "security.protocol, NOPE",
        "max.in.flight.requests.per.connection, 10",
        "receive.buffer.bytes, many",
        "transactional.id, some",
    })
    void a_setting_that_can_never_work_fails_at_once_and_is_named(String name, String value) {
        KafkaLedgerConfig config = FaultyLedger.config(broker.bootstrapServers(), "settings", Map.of(name, value));
        assertThatThrownBy(() -> KafkaLedger.open(config, LedgerObserver.NONE))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContainingAll(name, value);
    }

    @ParameterizedTest
    @CsvSource({"localhost, topic", "'127.0.0.1:9092,', topic", "127.0.0.1:9092, no topic", "127.0.0.1:9092, .."})
    void an_address_or_a_topic_that_can_not_be_one_fails_at_once(String bootstrapServers, String topic) {
        KafkaLedgerConfig config = FaultyLedger.config(bootstrapServers, topic, Map.of());
        assertThatThrownBy(() -> KafkaLedger.open(config, LedgerObserver.NONE))
                .isInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void a_client_that_can_not_be_made_yet_is_made_later() throws Exception {
        SuddenReporter.FAILURES.set(5);
        try (FaultyLedger ledger = FaultyLedger.open(
                broker.bootstrapServers(), "later", Map.of("metric.reporters", SuddenReporter.class.getName()))) {
            ledger.awaitReadOnly("the part is not there yet");
            ledger.awaitWriting();
            ledger.appended("event");
            assertThat(SuddenReporter.FAILURES).hasValueLessThan(0);
        }
    }

    @Test
    void a_host_without_an_address_is_said_and_tried_again() throws Exception {
        try (FaultyLedger ledger = FaultyLedger.open("no-such-host.invalid:9092", "nowhere", Map.of())) {
            ledger.awaitReadOnly("No resolvable bootstrap urls");
            assertThat(ledger.status().state()).isEqualTo(Ledger.State.STARTING);
        }
    }

    @Test
    void a_log_in_that_the_broker_refuses_is_said_and_tried_again() throws Exception {
        Map<String, Object> logIn = Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=\"b\";");
        try (FaultyLedger ledger = FaultyLedger.open(broker.bootstrapServers(), "log-in", logIn)) {
            ledger.awaitReadOnly("mechanism PLAIN");
            assertThat(ledger.status().state()).isEqualTo(Ledger.State.STARTING);
        }
    }
}
