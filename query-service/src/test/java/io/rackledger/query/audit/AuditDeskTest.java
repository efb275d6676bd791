package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Confidence;
import io.rackledger.events.Event;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Identifiers;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.SourceId;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import io.rackledger.query.follow.MemoryLedger;
import io.rackledger.query.serve.QueryServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an auditor finds, takes away, and leaves behind. */
class AuditDeskTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OTHERS = 1_200;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static MemoryLedger ledger;
    private static QueryServer server;

    @BeforeAll
    static void start() {
        List<Recorded> history = new ArrayList<>();
        Provenance said = new Provenance(new SourceId("s1"), "fifty racks, =of course", "xAI", Confidence.REPORTED);
        ServerOrderPlaced placed =
                new ServerOrderPlaced(new OrderId("ord-1"), new PartyId("xai"), null, null, List.of());
        history.add(recorded(
                0,
                "c0",
                "clerk",
                null,
                null,
                null,
                new SourceRegistered(new SourceId("s1"), "A title", "A publisher", null, "ab".repeat(32))));
        history.add(recorded(1, "c1", "ana", "case-7", said, "2024-Q4", placed));
        history.add(new Recorded(2, "c1.2", at(2), null, Mode.DECIDED, null, "ana", "c1", "case-7", party("xai")));
        history.add(recorded(
                3,
                "c2",
                "ben",
                "case-7",
                null,
                null,
                new CommandRefused("shift-order-to-vendor", "exceeds-open", "no", List.of(new Tag("order", "ord-1")))));
        history.add(recorded(
                4,
                "c3",
                "ana",
                null,
                null,
                null,
                new FactRetracted("c1.1", 1, List.copyOf(Tags.of(placed)), "a slip")));
        for (int i = 0; i < OTHERS; i++) {
            history.add(other(history.size()));
        }
        ledger = new MemoryLedger(history, new Random(1));
        server = QueryServer.start(ledger);
    }

    private static Recorded other(int position) {
        return recorded(position, "bulk-" + position, "bulk", null, null, null, party("p-" + position));
    }

    private static PartyRegistered party(String id) {
        return new PartyRegistered(new PartyId(id), id, List.of(), Identifiers.NONE);
    }

    private static Instant at(long position) {
        return START.plus(Duration.ofHours(position));
    }

    private static Recorded recorded(
            int position,
            String command,
            String actor,
            @Nullable String correlation,
            @Nullable Provenance provenance,
            @Nullable String validAt,
            Event event) {
        return new Recorded(
                position,
                Recorded.id(command, 0),
                at(position),
                validAt == null ? null : ValidTime.parse(validAt),
                provenance == null ? Mode.DECIDED : Mode.OBSERVED,
                provenance,
                actor,
                command,
                correlation,
                event);
    }

    @AfterAll
    static void stop() {
        server.close();
        CLIENT.close();
    }

    private static List<Long> positions(JsonNode events) {
        return events.valueStream()
                .map(event -> event.path("position").asLong())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "actor=ana | 1 2 4",
                "actor=ana&type=PartyRegistered | 2",
                "correlation=case-7 | 1 2 3",
                "command=c1 | 1 2",
                "source=s1 | 1",
                "asserter=xAI | 1",
                "mode=OBSERVED | 1",
                "confidence=REPORTED | 1",
                "confidence=REPORTED,SPECULATED | 1",
                "tag=order:ord-1 | 1 3 4",
                "subject=ord-1&actor=ben | 3",
                "text=FIFTY | 1",
                "id=c1.2,c3.1 | 2 4",
                "validFrom=2024-11&validTo=2024-11 | 1",
                "validFrom=2025 | ''",
                "recordedFrom=2026-01-01T01:00:00Z&recordedTo=2026-01-01T03:00:00Z | 1 2 3",
                "recordedTo=2026-01-01T00:30:00Z | 0",
                "recordedFrom=2026-01-01T03:00:00Z&actor=ana | 4",
                "from=2&to=3 | 2 3"
            })
    void each_parameter_leaves_what_it_says(String query, String expected) {
        List<Long> found = expected.isEmpty()
                ? List.of()
                : List.of(expected.split(" ")).stream().map(Long::valueOf).toList();
        assertThat(positions(server.get("/api/ledger/events?" + query).path("events")))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "colour=red, colour",
        "confidence=SURE, confidence",
        "mode=x, mode",
        "validFrom=soon, validFrom",
        "recordedTo=2024-13, recordedTo",
        "type=Nothing, type",
        "tag=ord-1, tag",
        "from=-1, from",
        "limit=1001, limit",
        "limit=0, limit"
    })
    void what_makes_no_sense_is_refused_by_name(String query, String field) {
        QueryServer.Exchange answer = server.exchange("GET", "/api/ledger/events?" + query, "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("field").asString()).isEqualTo(field);
    }

    private static HttpResponse<byte[]> send(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void pages_go_on_through_the_same_events_whatever_is_recorded_meanwhile() throws Exception {
        long size = ledger.head().size();
        List<Long> all = new ArrayList<>();
        String next = "/api/ledger/events?limit=500";
        while (next != null) {
            HttpResponse<byte[]> page = send(next);
            assertThat(page.statusCode()).isEqualTo(200);
            all.addAll(positions(JSON.readTree(page.body()).path("events")));
            ledger.add(other((int) ledger.head().size()));
            Matcher link = Pattern.compile("<(.*)>; rel=\"next\"")
                    .matcher(page.headers().firstValue("Link").orElse(""));
            next = link.matches() ? link.group(1) : null;
        }
        assertThat(all).hasSize((int) size).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_trace_tells_all_that_belongs_to_an_event() {
        JsonNode trace = server.get("/api/ledger/events/1/trace");

        assertThat(trace.at("/event/id").asString()).isEqualTo("c1.1");
        assertThat(trace.at("/event/quote").asString()).startsWith("fifty racks");
        assertThat(trace.at("/event/retractedBy").asString()).isEqualTo("c3.1");
        assertThat(trace.at("/source/event/publisher").asString()).isEqualTo("A publisher");
        assertThat(positions(trace.at("/command/events"))).containsExactly(1L, 2L);
        assertThat(positions(trace.at("/correlation/events"))).containsExactly(1L, 2L, 3L);
        assertThat(positions(trace.at("/causes/events"))).isEmpty();
        assertThat(positions(trace.at("/effects/events"))).containsExactly(4L);
        assertThat(positions(trace.at("/refused/events"))).containsExactly(3L);
        assertThat(trace.path("moved").findValuesAsString("view"))
                .contains("orders")
                .doesNotContain("financing");
        JsonNode orders = trace.path("moved")
                .valueStream()
                .filter(moved -> moved.path("view").asString().equals("orders"))
                .findFirst()
                .orElseThrow();
        assertThat(orders.path("entities").get(0).asString()).isEqualTo("order:ord-1");
        assertThat(server.get(orders.path("diff").asString()).path("rows").toString())
                .contains("ord-1");

        JsonNode retraction = server.get("/api/ledger/events/4/trace");
        assertThat(positions(retraction.at("/causes/events"))).containsExactly(1L);
        assertThat(retraction.path("moved").findValuesAsString("view")).contains("orders");
        assertThat(server.exchange("GET", "/api/ledger/events/99999/trace", "").status())
                .isEqualTo(404);
    }

    @Test
    void what_was_found_is_taken_away_with_a_manifest_of_hashes() throws Exception {
        HttpResponse<byte[]> answer = send("/api/ledger/events.zip?actor=ana");
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(files).containsOnlyKeys("events.ndjson", "events.csv", "manifest.json");
        JsonNode manifest = JSON.readTree(files.get("manifest.json"));
        assertThat(manifest.path("events").asLong()).isEqualTo(3);
        assertThat(manifest.at("/question/actor").asString()).isEqualTo("ana");
        for (String name : List.of("events.ndjson", "events.csv")) {
            assertThat(manifest.path("files").path(name).asString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(files.get(name))));
        }
        List<String> lines = text(files.get("events.ndjson")).lines().toList();
        assertThat(lines.stream()
                        .map(line -> JSON.readTree(line).path("position").asLong()))
                .containsExactly(1L, 2L, 4L);
        String csv = text(files.get("events.csv"));
        assertThat(csv.lines().findFirst().orElseThrow()).startsWith("position,id,type,recordedAt,validAt");
        assertThat(csv).contains("\r\n1,c1.1,").contains("\"fifty racks, =of course\"");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void every_question_to_the_log_is_on_record_refused_ones_too() throws Exception {
        server.exchange("GET", "/api/ledger/events?colour=recorded", "");
        server.get("/api/ledger/events/3/trace");

        List<JsonNode> lines = text(send("/api/ledger/access?limit=1000").body())
                .lines()
                .<JsonNode>map(JSON::readTree)
                .toList();

        assertThat(lines).anyMatch(line -> line.path("query").asString("").equals("colour=recorded"));
        assertThat(lines).anyMatch(line -> line.path("path").asString().equals("/api/ledger/events/3/trace"));
        assertThat(lines.getLast().path("path").asString()).isEqualTo("/api/ledger/access");
        assertThat(lines.getLast().path("actor").asString()).isEqualTo("local");
        assertThat(send("/api/ledger/access?limit=0").statusCode()).isEqualTo(400);
    }
}
