package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rackledger.verify.VerifyCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bundled histories through the front door, against the figures that the views are specified by. */
@Tag("both-databases")
class SamplesIT {
    private static final int ALTERED_VIEWS = 160;

    @TempDir
    static Path directory;

    private static Running running;

    @BeforeAll
    static void start() throws IOException {
        running = Running.start(directory.resolve("data"), "worked,listing,articles-2");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        running.close();
    }

    private static Map<String, Double> shares(JsonNode answer) {
        Map<String, Double> shares = new TreeMap<>();
        answer.path("rows")
                .forEach(row -> shares.put(
                        row.path("vendor").asString(), row.path("share").asDouble()));
        return shares;
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-30, COMMITTED, 0.5,      0.5,      5000",
        "2024-11-18, COMMITTED, 0.75,     0.25,     6250",
        "2025-02-01, COMMITTED, 0.741935, 0.258065, 6170.66",
        "2025-02-01, DELIVERED, 0.636364, 0.363636, 5371.90",
        "now,        COMMITTED, 0.741935, 0.258065, 6170.66"
    })
    void the_worked_history_shows_its_vendor_shares(
            String validAsOf, String basis, double dell, double supermicro, double hhi) {
        JsonNode answer =
                running.get("/api/views/vendor-share?programme=colossus&basis=" + basis + "&validAsOf=" + validAsOf);

        assertThat(shares(answer)).containsEntry("dell", dell).containsEntry("supermicro", supermicro);
        assertThat(answer.path("hhi").asDouble()).isEqualTo(hhi);
    }

    @Test
    void the_worked_history_shows_what_is_open_in_two_lots() {
        JsonNode answer = running.get("/api/views/backlog?programme=colossus&validAsOf=2025-02-01");
        Map<String, JsonNode> lots = new TreeMap<>();
        answer.path("rows").forEach(row -> lots.put(row.path("lot").asString(), row));

        assertThat(lots).containsOnlyKeys("ord-1-dell", "ord-1-dell-2");
        assertThat(lots.get("ord-1-dell").path("open").path("racks").asLong()).isEqualTo(100);
        assertThat(lots.get("ord-1-dell").path("lotAgeDays").asLong()).isEqualTo(227);
        assertThat(lots.get("ord-1-dell-2").path("open").path("racks").asLong()).isEqualTo(350);
        assertThat(lots.get("ord-1-dell-2").path("lotAgeDays").asLong()).isEqualTo(75);
        assertThat(lots.get("ord-1-dell-2").path("orderAgeDays").asLong()).isEqualTo(227);
        JsonNode dell = vendor(answer, "dell");
        assertThat(dell.path("open").path("racks").asLong()).isEqualTo(450);
        assertThat(dell.path("open").path("value").path("amount").asString()).isEqualTo("3375000000.00");
        assertThat(dell.path("etaDays").asLong()).isEqualTo(135);
        assertThat(dell.path("etaOn").asString()).isEqualTo("2025-06-16");
    }

    private static JsonNode vendor(JsonNode answer, String vendor) {
        for (JsonNode row : answer.path("vendors")) {
            if (row.path("vendor").asString().equals(vendor)) {
                return row;
            }
        }
        throw new AssertionError("no vendor " + vendor + " in " + answer);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-08-30, 20",
        "2024-09-17, 40",
        "2024-09-26, 46",
        "2024-10-30, 81",
        "2024-11-13, 91",
        "2024-11-18, 61",
        "2025-02-25, 21"
    })
    void the_real_listing_history_shows_its_index_with_an_event_for_every_line(String validAsOf, int index) {
        JsonNode answer =
                running.get("/api/views/delisting-risk?party=supermicro&minConfidence=REPORTED&validAsOf=" + validAsOf);
        JsonNode row = answer.path("rows").get(0);

        assertThat(row.path("index").asInt()).as(row.toString()).isEqualTo(index);
        double sum = 0;
        for (JsonNode line : row.path("lines")) {
            sum += line.path("points").asDouble();
            assertThat(line.path("because").isEmpty()).as(line.toString()).isFalse();
        }
        assertThat(Math.min(100, Math.round(sum))).isEqualTo(index);
    }

    @Test
    void the_histories_load_with_no_refusal_and_exactly_the_anomalies_that_are_explained() throws IOException {
        assertThat(running.get("/api/ledger/events?type=command-refused")
                        .path("events")
                        .isEmpty())
                .isTrue();
        List<String> flagged = new ArrayList<>();
        running.get("/api/ledger/events?type=anomaly-flagged")
                .path("events")
                .forEach(event -> flagged.add(event.path("command").asString() + ","
                        + event.path("event").path("rule").asString() + ","
                        + event.path("event").path("possible").asBoolean()));
        try (InputStream file = SamplesIT.class.getResourceAsStream("/samples/anomalies.csv")) {
            List<String> explained = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(",\"")))
                    .toList();
            assertThat(flagged).containsExactlyInAnyOrderElementsOf(explained);
        }
    }

    @Test
    void how_it_went_on_corrects_and_takes_back_what_the_articles_said() {
        JsonNode oracle = running.get("/api/ledger/events?id=articles-with-oracle.1")
                .path("events")
                .get(0);
        JsonNode round = running.get("/api/ledger/events?id=articles-round-revised.1")
                .path("events")
                .get(0);

        assertThat(oracle.path("retractedBy").asString()).isEqualTo("articles-2-without-oracle.1");
        assertThat(round.path("correctedBy").get(0).asString()).isEqualTo("articles-2-round.1");
        assertThat(round.path("event").path("terms").path("basis").asString()).isEqualTo("UNSPECIFIED");
        JsonNode correction = running.get("/api/ledger/events?id=articles-2-round.1")
                .path("events")
                .get(0);
        JsonNode terms = correction.path("event").path("corrected").path("body").path("terms");
        assertThat(terms.path("basis").asString()).isEqualTo("PRE");
        assertThat(terms.path("postMoney").path("amount").asString()).isEqualTo("24000000000.00");
        assertThat(terms.path("valuation").path("amount").asString()).isEqualTo("18000000000.00");
        assertThat(correction.path("source").asString()).isEqualTo("s7");
    }

    @Test
    void the_events_of_a_line_are_found_by_their_ids() {
        JsonNode row = running.get("/api/views/delisting-risk?party=supermicro")
                .path("rows")
                .get(0);
        row.path("lines")
                .forEach(line -> line.path("because").forEach(id -> {
                    JsonNode found = running.get("/api/ledger/events?id=" + id.asString())
                            .path("events");
                    assertThat(found.size()).isEqualTo(1);
                    assertThat(found.get(0).path("id")).isEqualTo(id);
                }));
    }

    @Test
    void the_articles_alone_give_bounds_and_invent_nothing() {
        JsonNode open = running.get("/api/views/vendor-share?programme=ai-factory&basis=OPEN");
        JsonNode committed = running.get("/api/views/vendor-share?programme=ai-factory&basis=COMMITTED");
        JsonNode value = running.get("/api/views/vendor-share?programme=ai-factory&measure=value");

        assertThat(shares(open)).containsEntry("dell", 1.0);
        JsonNode dell = row(committed, "dell");
        assertThat(dell.path("low").asDouble()).isEqualTo(0.5);
        assertThat(dell.path("high").asDouble()).isEqualTo(1.0);
        assertThat(dell.path("share").isNull()).isTrue();
        assertThat(dell.path("amount").isNull()).isTrue();
        assertThat(committed.path("hhi").isNull()).isTrue();
        assertThat(committed.path("hhiLow").asDouble()).isCloseTo(5000, within(0.01));
        assertThat(committed.path("hhiHigh").asDouble()).isCloseTo(10000, within(0.01));
        value.path("rows")
                .forEach(row -> assertThat(row.path("coverage").asDouble()).isZero());
    }

    private static JsonNode row(JsonNode answer, String vendor) {
        for (JsonNode row : answer.path("rows")) {
            if (row.path("vendor").asString().equals(vendor)) {
                return row;
            }
        }
        throw new AssertionError("no row of " + vendor + " in " + answer);
    }

    @Test
    void every_view_answers_as_csv_too() {
        running.get("/api/views").path("views").forEach(view -> {
            var response = running.send(java.net.http.HttpRequest.newBuilder(
                            running.queries("/api/views/" + view.path("name").asString()))
                    .header("Accept", "text/csv")
                    .build());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
            boolean nothingToShow = view.path("name").asString().equals("refusals");
            assertThat(response.body().lines().count() > 1).as(response.body()).isNotEqualTo(nothingToShow);
        });
    }

    @Test
    void an_order_tells_its_story() {
        JsonNode story = running.get("/api/orders/ord-1/history");

        assertThat(story.path("entries").size()).isGreaterThanOrEqualTo(6);
        assertThat(story.path("entries").get(0).path("type").asString()).isEqualTo("server-order-placed.v1");
        JsonNode last = story.path("entries").get(story.path("entries").size() - 1);
        assertThat(last.path("openAfter").path("racks").asLong()).isEqualTo(450);
    }

    @Test
    void every_order_and_delivery_of_the_samples_is_told_in_documents_that_epcis_allows() throws IOException {
        EpcisDocuments epcis = new EpcisDocuments();
        List<JsonNode> documents = epcis.all(running);
        List<JsonNode> events = documents.stream()
                .flatMap(document ->
                        StreamSupport.stream(document.at("/epcisBody/eventList").spliterator(), false))
                .toList();
        ObjectNode bad = (ObjectNode) documents.getFirst();

        assertThat(documents).hasSizeGreaterThan(1);
        assertThat(events)
                .extracting(event -> event.at("/type").asString())
                .contains("TransactionEvent", "ObjectEvent");
        ((ObjectNode) bad.at("/epcisBody/eventList/0")).remove("eventTimeZoneOffset");
        assertThat(epcis.allRefuse(bad)).isTrue();
    }

    @Test
    void every_event_of_the_samples_is_on_the_topic_for_others() {
        PublicTopic.assertWhole(running);
    }

    /** What it says of each export, in a line. */
    private static List<String> inPython(List<Path> exports) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getenv().getOrDefault("RACKLEDGER_PYTHON", "python3"),
                Path.of("../ledger-format/src/test/python/verify_export.py").toString(),
                running.text("/api/ledger/keys").strip()));
        exports.forEach(export -> command.add(export.toString()));
        Path said = directory.resolve("python.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(said);
    }

    private record Verified(int status, String report) {}

    private static Verified inJava(Path export) {
        return inJava(
                export.toString(), "--key", running.text("/api/ledger/keys").strip());
    }

    private static Verified inJava(String... arguments) {
        StringWriter report = new StringWriter();
        int status = new CommandLine(new VerifyCommand(new PrintWriter(report, true))).execute(arguments);
        return new Verified(status, report.toString());
    }

    @Test
    void every_view_follows_from_the_events_alone_and_what_was_altered_in_one_is_found() throws Exception {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        String ledger = Files.writeString(directory.resolve("ledger.ndjson"), running.text("/api/ledger/export"))
                .toString();
        String views = running.text("/api/views/export");
        Path told = Files.writeString(directory.resolve("views.ndjson"), views);

        Verified right = inJava(ledger, "--views", told.toString());
        assertThat(right.status()).as(right.report()).isZero();
        assertThat(LeanVerifier.verified(directory, ledger, "--views", told.toString()))
                .isEqualTo(right.report());
        Set<String> served = new TreeSet<>();
        running.get("/api/views")
                .path("views")
                .forEach(view -> served.add(view.path("name").asString()));
        Set<String> exported = new TreeSet<>();
        views.lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.has("view"))
                .forEach(line -> exported.add(line.path("view").asString()));
        assertThat(exported).isEqualTo(served);

        AlteredViews alterations = new AlteredViews(views, new Random(seed));
        for (int i = 0; i < ALTERED_VIEWS; i++) {
            AlteredViews.Altered altered = alterations.altered(i);
            Files.writeString(told, altered.text());
            Verified found = inJava(ledger, "--views", told.toString());
            assertThat(found.status())
                    .as("seed %d, %d, %s: %s", seed, i, altered.what(), found.report())
                    .isEqualTo(1);
            assertThat(found.report()).contains(altered.view().isEmpty() ? "WRONG" : "WRONG: view " + altered.view());
        }
    }

    @Test
    void views_of_another_ledger_or_beyond_its_end_are_not_said_to_follow_from_this_one() throws Exception {
        String views = running.text("/api/views/export");
        String export = running.text("/api/ledger/export");
        String incarnation = JsonMapper.shared()
                .readTree(views.lines().findFirst().orElseThrow())
                .path("incarnation")
                .asString();
        Path told = Files.writeString(
                directory.resolve("others.ndjson"), views.replace(incarnation, incarnation.replaceAll("[0-9]", "a")));
        Path ledger = Files.writeString(directory.resolve("all.ndjson"), export);
        Verified other = inJava(ledger.toString(), "--views", told.toString());
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.report()).contains("of another ledger");

        List<String> lines = export.lines().toList();
        String last = "{\"commits\":%d,\"events\":%d}";
        List<String> shorter = new ArrayList<>(lines.subList(0, 11));
        long events =
                JsonMapper.shared().readTree(lines.get(11)).path("position").asLong();
        shorter.add(last.formatted(10, events));
        Files.write(ledger, shorter);
        Files.writeString(told, views);
        Verified beyond = inJava(ledger.toString(), "--views", told.toString());
        assertThat(beyond.status()).isEqualTo(1);
        assertThat(beyond.report()).contains("and the ledger here has " + events + " events");
    }

    @Test
    void a_verifier_in_another_language_agrees_and_finds_the_same_hundred_alterations() throws Exception {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        long size = running.get("/api/ledger/events?limit=1").path("position").asLong() + 1;
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> running.text("/api/ledger/checkpoint")
                        .lines()
                        .toList()
                        .get(1)
                        .equals(String.valueOf(size)));
        String export = running.text("/api/ledger/export");
        Path whole = Files.writeString(directory.resolve("whole.ndjson"), export);

        Verified verified = inJava(whole);
        assertThat(verified.status()).as(verified.report()).isZero();
        String[] words = inPython(List.of(whole)).getFirst().split(" ");
        assertThat(words).startsWith("right", String.valueOf(size)).hasSize(4);
        assertThat(verified.report()).contains(words[2]).contains(words[3]);

        List<Path> altered = new AlteredExports(export, new Random(seed)).write(directory, 100);
        List<String> found = inPython(altered);
        assertThat(found).hasSize(100).allMatch(line -> line.startsWith("wrong "));
        for (Path each : altered) {
            Verified ours = inJava(each);
            assertThat(ours.status()).as("%s: %s", each, ours.report()).isEqualTo(1);
        }
    }
}
