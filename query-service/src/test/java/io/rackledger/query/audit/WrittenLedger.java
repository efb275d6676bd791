package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.events.Identifiers;
import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Header;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.query.follow.LedgerEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Ledgers on a real broker, and the forgeries of one. */
public final class WrittenLedger {
    public static final String NAME = "evidence";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EmbeddedBroker broker;
    private int next;

    public WrittenLedger(EmbeddedBroker broker) {
        this.broker = broker;
    }

    public String servers() {
        return broker.bootstrapServers();
    }

    public Ledger reader(String topic) {
        return KafkaLedger.open(KafkaLedgerConfig.reader(servers(), topic, NAME), LedgerObserver.NONE);
    }

    /** Appends so many events, each a commit. */
    public void append(String topic, int events) throws Exception {
        try (Ledger ledger = KafkaLedger.open(KafkaLedgerConfig.writer(servers(), topic, NAME), LedgerObserver.NONE)) {
            for (int i = 0; i < events; i++) {
                Outcome outcome = ledger.append(List.of(entry("party-" + next++, "Party " + i)), null, () -> {})
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(outcome).isInstanceOf(Outcome.Appended.class);
            }
        }
    }

    public static Entry entry(String party, String name) {
        return LedgerEvents.written(
                        new Recorded(
                                0,
                                party,
                                Instant.EPOCH,
                                ValidTime.parse("2026"),
                                Mode.DECIDED,
                                null,
                                "local",
                                party,
                                null,
                                new PartyRegistered(new PartyId(party), name, List.of(), Identifiers.NONE)),
                        Hash.ZERO)
                .entry();
    }

    /** All commits of a topic. */
    public List<Commit> commits(String topic, long events) {
        try (Ledger ledger = reader(topic)) {
            await().atMost(LIMIT).until(() -> ledger.head().size() >= events);
            return ledger.commits(0, Integer.MAX_VALUE);
        }
    }

    /** Writes commits as another topic, byte for byte. */
    public void write(String topic, List<Commit> commits) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers());
        NewTopic made = new NewTopic(topic, Optional.of(1), Optional.of((short) 1))
                .configs(Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        "-1",
                        "retention.bytes",
                        "-1",
                        "unclean.leader.election.enable",
                        "false",
                        "flush.messages",
                        "1"));
        try (Admin admin = Admin.create(settings);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(made)).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            for (Commit commit : commits) {
                producer.send(new ProducerRecord<>(topic, 0, null, commit.encode()))
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    /** The same ledger with another entry in it, every hash computed anew: nothing but a signature can tell. */
    public static List<Commit> rewritten(List<Commit> commits, UnaryOperator<Entry> change) {
        List<Commit> anew = new ArrayList<>();
        Hash prev = Hash.ZERO;
        for (Commit commit : commits) {
            Header header = commit.header();
            Header bare = new Header(
                    header.kind(),
                    header.position(),
                    header.recordedAt(),
                    header.writer(),
                    null,
                    null,
                    header.genesis());
            Commit next =
                    Commit.of(prev, bare, commit.entries().stream().map(change).toList());
            anew.add(next);
            prev = next.hash();
        }
        return anew;
    }

    public static Entry another(Entry entry) {
        return entry(entry.id(), "Another party");
    }
}
