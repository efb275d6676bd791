package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.follow.MemoryLedger;
import io.rackledger.query.serve.QueryServer;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Consistency;
import io.rackledger.transparency.Inclusion;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.TlogProof;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an auditor gets over HTTP and from Kafka, and verifies without us. */
class EvidenceHttpTest {
    private static final String TOPIC = "audited";
    private static final int EVENTS = 25;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Ledger ledger;
    private static QueryServer server;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        WrittenLedger written = new WrittenLedger(broker);
        written.append(TOPIC, EVENTS);
        ledger = written.reader(TOPIC);
        server = QueryServer.start(
                ledger,
                "--rackledger.kafka.bootstrap-servers=" + written.servers(),
                "--rackledger.kafka.topic=" + TOPIC,
                "--rackledger.evidence.folder=" + folder.resolve("evidence"));
        await().atMost(LIMIT)
                .until(() -> server.exchange("GET", "/actuator/health", "")
                                .body()
                                .at("/components/evidenceHealth/details/signed")
                                .asLong()
                        == EVENTS);
    }

    @AfterAll
    static void stop() {
        server.close();
        ledger.close();
        broker.close();
        CLIENT.close();
    }

    private static String text(String path) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Trust trust() throws Exception {
        return new Trust(NoteVerifier.parse(text("/api/ledger/keys").strip()));
    }

    private static Checkpoint checkpoint() throws Exception {
        Note note = Note.parse(text("/api/ledger/checkpoint").getBytes(StandardCharsets.UTF_8));
        return trust().verify(note).checkpoint();
    }

    private static List<Hash> proof(JsonNode answer) {
        return StreamSupport.stream(answer.get("proof").spliterator(), false)
                .map(hash -> Hash.parse(hash.asString()))
                .toList();
    }

    @Test
    void a_downloaded_proof_and_the_key_prove_an_event_offline() throws Exception {
        for (StoredEvent event : ledger.read(0, EVENTS)) {
            byte[] file =
                    text("/api/ledger/events/" + event.position() + "/proof").getBytes(StandardCharsets.UTF_8);
            TlogProof proof = TlogProof.parse(file);
            assertThat(proof.index()).isEqualTo(event.position());
            proof.verify(event.entry().leaf(), trust());
        }
    }

    @Test
    void inclusion_and_consistency_are_proven_for_any_size() throws Exception {
        TreeHead last = checkpoint().head();
        for (int size = 1; size <= EVENTS; size++) {
            JsonNode included = server.get("/api/ledger/proofs/inclusion/" + (size - 1) + "?size=" + size);
            TreeHead then = new TreeHead(size, Hash.parse(included.get("root").asString()));
            Inclusion.verify(
                    size - 1, ledger.read(size - 1, 1).getFirst().entry().leaf(), proof(included), then);
            JsonNode consistent = server.get("/api/ledger/proofs/consistency?from=" + size);
            assertThat(consistent.get("to").asLong()).isEqualTo(EVENTS);
            Consistency.verify(then, last, proof(consistent));
        }
    }

    @Test
    void the_last_line_of_an_export_carries_what_was_signed() throws Exception {
        String lastLine = text("/api/ledger/export").lines().reduce("", (before, line) -> line);
        assertThat(lastLine).contains("\"checkpoint\":").contains("rackledger/evidence/");
    }

    @Test
    void checkpoints_are_published_on_a_topic_of_their_own() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC + "-checkpoints", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return !records.isEmpty();
            });
            Note note = Note.parse(records.getLast().value().getBytes(StandardCharsets.UTF_8));
            Checkpoint published = trust().verify(note).checkpoint();
            assertThat(published).isEqualTo(checkpoint());
            assertThat(records.getLast().key()).isEqualTo(published.origin());
        }
    }

    @Test
    void what_can_not_be_proven_is_refused_by_name() {
        assertThat(refused("/api/ledger/proofs/inclusion/25")).isEqualTo("position");
        assertThat(refused("/api/ledger/proofs/inclusion/3?size=26")).isEqualTo("size");
        assertThat(refused("/api/ledger/proofs/inclusion/3?size=many")).isEqualTo("size");
        assertThat(refused("/api/ledger/proofs/inclusion/3?sise=4")).isEqualTo("sise");
        assertThat(refused("/api/ledger/proofs/consistency")).isEqualTo("from");
        assertThat(refused("/api/ledger/proofs/consistency?from=5&to=4")).isEqualTo("from");
        assertThat(refused("/api/ledger/events/25/proof")).isEqualTo("position");
    }

    private static String refused(String path) {
        QueryServer.Exchange exchange = server.exchange("GET", path, "");
        assertThat(exchange.status()).isEqualTo(400);
        return exchange.body().get("field").asString();
    }

    @Test
    void a_ledger_of_which_nothing_is_signed_says_so() throws Exception {
        MemoryLedger empty = new MemoryLedger(List.of(), new Random(1));
        try (QueryServer other = QueryServer.start(empty)) {
            QueryServer.Exchange exchange = other.exchange("GET", "/api/ledger/checkpoint", "");
            assertThat(exchange.status()).isEqualTo(503);
            assertThat(exchange.body().get("detail").asString()).contains("nothing of this ledger was signed yet");
        }
    }
}
