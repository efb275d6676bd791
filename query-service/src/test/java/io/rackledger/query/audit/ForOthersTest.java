package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Limits;
import io.rackledger.events.Measures;
import io.rackledger.events.Place;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplyDimension;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.serve.QueryServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs of others are told: CloudEvents on a topic, and documents of EPCIS. */
class ForOthersTest {
    private static final String TOPIC = "told";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final FacilityId FACILITY = new FacilityId("colossus-1");
    private static final String BASE = "https://example.com/r/";
    private static final List<Tag> BEFORE = List.of(Tag.of(Histories.ORDER));

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Ledger ledger;
    private static QueryServer server;

    private static Histories history() {
        return new Histories()
                .then(
                        "2024-06",
                        new FacilityRegistered(
                                FACILITY,
                                Histories.XAI,
                                new Place("USMEM", "Memphis"),
                                new Limits(null, null, null, null, null)))
                .then(
                        "2024-06-19",
                        Histories.placed(
                                Histories.PROGRAMME,
                                Histories.dell(Histories.racks(800)),
                                Histories.smci(Histories.share("0.5"))))
                .then("2024-Q3", delivered(400))
                .then(null, Histories.amended(Histories.DELL_LOT, Histories.DELL, Histories.onlyRacks(700)))
                .then("2024-11", Histories.shifted(true, Measures.UNKNOWN))
                .then("2025-01-31", Histories.cancelled(Histories.SECOND_LOT, Histories.DELL, Histories.racks(50)))
                .then("2025", corrected(390, "2024-09-30"))
                .then("2025", corrected(380, "2024-09-29"))
                .then("2025", new FactRetracted("e2", 2, BEFORE, "the source withdrew it"))
                .then("2025", new CommandRefused("cancel-order", "exceeds-open", "50 > 0", BEFORE))
                .then("2025", new CommandRefused("register-party", "lei-checksum", "no", List.of()))
                .then(
                        "2025",
                        new SupplyStateReported(
                                null, null, null, SupplyDimension.GPU, SupplyState.CONSTRAINED, null, null));
    }

    private static DeliveryRecorded delivered(long racks) {
        return new DeliveryRecorded(
                new DeliveryId("d-1"),
                Histories.ORDER,
                Histories.XAI,
                null,
                Histories.DELL_LOT,
                Histories.DELL,
                Histories.racks(racks),
                FACILITY);
    }

    private static FactCorrected corrected(long racks, String validAt) {
        return new FactCorrected("e2", 2, delivered(racks), ValidTime.parse(validAt), BEFORE, "misread");
    }

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        String servers = broker.bootstrapServers();
        try (Ledger writer =
                KafkaLedger.open(KafkaLedgerConfig.writer(servers, TOPIC, WrittenLedger.NAME), LedgerObserver.NONE)) {
            for (Recorded event : history().events()) {
                Outcome outcome = writer.append(
                                List.of(LedgerEvents.written(event, Hash.ZERO).entry()), null, () -> {})
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(outcome).isInstanceOf(Outcome.Appended.class);
            }
        }
        ledger = new WrittenLedger(broker).reader(TOPIC);
        await().atMost(LIMIT)
                .until(() -> ledger.head().size() == history().events().size());
        server = QueryServer.start(
                ledger,
                "--rackledger.kafka.bootstrap-servers=" + servers,
                "--rackledger.kafka.topic=" + TOPIC,
                "--rackledger.evidence.folder=" + folder.resolve("evidence"),
                "--rackledger.epcis.base-uri=" + BASE,
                "--rackledger.public-events.enabled=true",
                "--rackledger.public-events.generation=2");
    }

    @AfterAll
    static void stop() {
        server.close();
        ledger.close();
        broker.close();
        CLIENT.close();
    }

    private static HttpResponse<String> ask(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static List<ConsumerRecord<String, CloudEvent>> published() {
        await().atMost(LIMIT)
                .until(() -> server.exchange("GET", "/actuator/health", "")
                                .body()
                                .at("/components/publicEventsHealth/details/published")
                                .asLong()
                        == ledger.head().size());
        TopicPartition only = new TopicPartition(TOPIC + "-events-2", 0);
        List<ConsumerRecord<String, CloudEvent>> read = new ArrayList<>();
        try (KafkaConsumer<String, CloudEvent> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new CloudEventDeserializer())) {
            consumer.assign(List.of(only));
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
                return read.size() >= ledger.head().size();
            });
        }
        return read;
    }

    @Test
    void each_event_is_a_cloud_event_that_says_what_the_ledger_says() throws Exception {
        List<ConsumerRecord<String, CloudEvent>> read = published();
        String origin = ask("/api/ledger/checkpoint").body().lines().findFirst().orElseThrow();

        assertThat(read).hasSize((int) ledger.head().size());
        for (ConsumerRecord<String, CloudEvent> each : read) {
            CloudEvent event = each.value();
            long position = Long.parseLong((String) event.getExtension("position"));
            StoredEvent stored = ledger.read(position, 1).getFirst();
            assertThat(position).isEqualTo(read.indexOf(each));
            assertThat(event.getId()).isEqualTo(stored.entry().id());
            assertThat(event.getSource()).hasToString(origin);
            assertThat(event.getType())
                    .isEqualTo("io.rackledger." + stored.entry().type() + ".v1");
            assertThat(event.getTime().toInstant()).isEqualTo(stored.recordedAt());
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getData().toBytes()).isEqualTo(stored.entry().payload());
            assertThat(event.getExtension("commit")).isEqualTo(stored.commit().toString());
            assertThat(event.getExtension("leaf"))
                    .isEqualTo(stored.entry().leaf().toString());
            assertThat(event.getExtension("causationid")).isEqualTo("c" + position);
            assertThat(event.getExtension("evidence")).isEqualTo("source");
            assertThat(each.key()).isEqualTo(event.getSubject());
            assertThat(each.timestamp()).isEqualTo(stored.recordedAt().toEpochMilli());
        }
    }

    @Test
    void an_event_tells_when_it_happened_as_well_as_that_is_known() {
        List<ConsumerRecord<String, CloudEvent>> read = published();

        CloudEvent quarter = read.get(2).value();
        assertThat(quarter.getExtension("validat")).isEqualTo("2024-Q3");
        assertThat(quarter.getExtension("validearliest")).hasToString("2024-07-01T00:00:00Z");
        assertThat((String) quarter.getExtension("validlatest")).startsWith("2024-09-30T23:59:59");
        assertThat(read.get(3).value().getExtensionNames()).doesNotContain("validat", "validearliest", "validlatest");
    }

    @Test
    void what_changes_a_fact_stands_under_the_subject_of_the_fact() {
        assertThat(published().stream().map(ConsumerRecord::key))
                .containsExactly(
                        "facility:colossus-1",
                        "order:ord-1",
                        "order:ord-1",
                        "order:ord-1",
                        "order:ord-1",
                        "order:ord-1",
                        "order:ord-1",
                        "order:ord-1",
                        "order:ord-1",
                        "order:ord-1",
                        "command:c10",
                        "dimension:GPU");
    }

    @Test
    void the_service_tells_how_far_it_has_published() throws Exception {
        published();
        JsonNode health = server.get("/actuator/health").at("/components/publicEventsHealth");

        assertThat(health.at("/status").asString()).isEqualTo("UP");
        assertThat(health.at("/details/topic").asString()).isEqualTo("told-events-2");
        assertThat(health.at("/details/lag").asLong()).isZero();
        assertThat(ask("/actuator/prometheus").body()).contains("rackledger_public_events_lag 0.0");
    }

    private static List<JsonNode> events(String query) throws Exception {
        HttpResponse<String> answer = ask("/api/ledger/epcis" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/ld+json");
        return events(JSON.readTree(answer.body()));
    }

    private static List<JsonNode> events(JsonNode document) {
        return StreamSupport.stream(document.at("/epcisBody/eventList").spliterator(), false)
                .toList();
    }

    @Test
    void what_is_ordered_is_a_transaction_of_each_lot_from_its_vendor_to_the_buyer() throws Exception {
        List<JsonNode> lots = events("?from=1&to=1");

        assertThat(lots).hasSize(2).allSatisfy(lot -> {
            assertThat(lot.at("/type").asString()).isEqualTo("TransactionEvent");
            assertThat(lot.at("/action").asString()).isEqualTo("ADD");
            assertThat(lot.at("/bizTransactionList/0/type").asString()).isEqualTo("po");
            assertThat(lot.at("/bizTransactionList/0/bizTransaction").asString())
                    .isEqualTo(BASE + "evidence/bt/ord-1");
            assertThat(lot.at("/destinationList/0/destination").asString()).isEqualTo(BASE + "evidence/party/xai");
            assertThat(lot.at("/eventTime").asString()).isEqualTo("2024-06-19T00:00:00Z");
        });
        assertThat(lots.getFirst().at("/sourceList/0/source").asString()).isEqualTo(BASE + "evidence/party/dell");
        assertThat(lots.getFirst().at("/quantityList").toString())
                .isEqualTo("[{\"epcClass\":\"" + BASE + "class/rack\",\"quantity\":800},{\"epcClass\":\"" + BASE
                        + "class/gpu\",\"quantity\":51200}]");
        assertThat(lots.getFirst().at("/rackledger:value/rackledger:amount").asString())
                .isEqualTo("6000000000.00");
        assertThat(lots.getLast().at("/quantityList").toString())
                .as("nobody knows how many")
                .isEqualTo("[{\"epcClass\":\"" + BASE + "class/server\"}]");
        assertThat(lots.getLast().at("/rackledger:share").decimalValue()).isEqualByComparingTo("0.5");
    }

    @Test
    void what_is_delivered_is_received_where_the_facility_stands() throws Exception {
        JsonNode delivery = events("?from=2&to=2").getFirst();

        assertThat(delivery.at("/type").asString()).isEqualTo("ObjectEvent");
        assertThat(delivery.at("/bizStep").asString()).isEqualTo("receiving");
        assertThat(delivery.at("/bizLocation/id").asString()).isEqualTo(BASE + "evidence/loc/colossus-1");
        assertThat(delivery.at("/readPoint/rackledger:unlocode").asString()).isEqualTo("USMEM");
        assertThat(delivery.at("/sourceList/0/type").asString()).isEqualTo("possessing_party");
        assertThat(delivery.at("/eventTime").asString()).isEqualTo("2024-07-01T00:00:00Z");
        assertThat(delivery.at("/rackledger:validAt").asString()).isEqualTo("2024-Q3");
        assertThat(delivery.at("/rackledger:latest").asString()).startsWith("2024-09-30T23:59:59");
        assertThat(delivery.at("/rackledger:confidence").asString()).isEqualTo("CONFIRMED");
    }

    @Test
    void what_nobody_dates_had_happened_when_it_was_recorded() throws Exception {
        JsonNode amended = events("?from=3&to=3").getFirst();

        assertThat(amended.at("/action").asString()).isEqualTo("OBSERVE");
        assertThat(amended.at("/eventTime").asString())
                .isEqualTo(amended.at("/recordTime").asString());
        assertThat(amended.has("rackledger:validAt")).isFalse();
    }

    @Test
    void a_shift_ends_what_it_took_from_and_adds_the_new_lot() throws Exception {
        List<JsonNode> shift = events("?from=4&to=4");

        assertThat(shift).extracting(each -> each.at("/action").asString()).containsExactly("DELETE", "ADD");
        assertThat(shift.getFirst().at("/rackledger:allOpen").asBoolean()).isTrue();
        assertThat(shift.getLast().at("/rackledger:lot").asString()).isEqualTo("ord-1-dell-2");
    }

    @Test
    void each_change_declares_what_was_told_before_an_error() throws Exception {
        List<JsonNode> all = events("");
        Set<String> told = new HashSet<>();
        Set<String> errors = new HashSet<>();
        List<String> instead = new ArrayList<>();
        for (JsonNode each : all) {
            String id = each.at("/eventID").asString();
            if (each.has("errorDeclaration")) {
                assertThat(told).contains(id);
                assertThat(errors.add(id)).isTrue();
                each.at("/errorDeclaration/correctiveEventIDs").forEach(next -> instead.add(next.asString()));
            } else {
                assertThat(told.add(id)).as("told once").isTrue();
            }
        }
        List<JsonNode> deliveries = all.stream()
                .filter(each -> each.has("rackledger:delivery") && !each.has("errorDeclaration"))
                .toList();

        assertThat(deliveries)
                .extracting(each -> each.at("/quantityList/0/quantity").asInt())
                .containsExactly(400, 390, 380);
        assertThat(deliveries.getLast().at("/eventTime").asString()).isEqualTo("2024-09-29T00:00:00Z");
        assertThat(errors)
                .as("none of them stands")
                .containsExactlyInAnyOrderElementsOf(deliveries.stream()
                        .map(each -> each.at("/eventID").asString())
                        .toList());
        assertThat(told).containsAll(instead);
        assertThat(all.stream().map(each -> each.at("/errorDeclaration/reason").asString("")))
                .containsSubsequence("incorrect_data", "incorrect_data", "did_not_occur");
    }

    @Test
    void pages_tell_what_one_answer_tells() throws Exception {
        List<JsonNode> paged = new ArrayList<>();
        String next = "/api/ledger/epcis?limit=1";
        for (int pages = 0; next != null && pages < 20; pages++) {
            HttpResponse<String> page = ask(next);
            paged.addAll(events(JSON.readTree(page.body())));
            next = page.headers()
                    .firstValue("Link")
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse(null);
        }
        assertThat(next).isNull();
        assertThat(paged).containsExactlyElementsOf(events("")).hasSizeGreaterThan(8);
        assertThat(events("?order=ord-1")).isEqualTo(events(""));
        assertThat(events("?order=ord-1&from=2&to=3")).isEqualTo(events("?from=2&to=3"));
        assertThat(events("?order=ord-2")).isEmpty();
        assertThat(events("?from=1000")).isEmpty();
        assertThat(events("?from=" + (Long.MAX_VALUE - 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "from=-1,from",
        "to=x,to",
        "from=3&to=2,to",
        "limit=0,limit",
        "limit=1001,limit",
        "order=A,order",
        "a=1,a"
    })
    void what_makes_no_sense_is_refused_by_name(String query, String field) {
        QueryServer.Exchange answer = server.exchange("GET", "/api/ledger/epcis?" + query, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("field").asString()).isEqualTo(field);
    }

    @Test
    void a_ledger_without_events_is_a_document_without_events() throws Exception {
        JsonNode document = JSON.readTree(ask("/api/ledger/epcis?from=11").body());

        assertThat(document.at("/type").asString()).isEqualTo("EPCISDocument");
        assertThat(document.at("/epcisBody/eventList").isArray()).isTrue();
        assertThat(IntStream.range(0, 2).mapToObj(i -> document.at("/@context/" + i)))
                .allSatisfy(each -> assertThat(each.isMissingNode()).isFalse());
    }
}
