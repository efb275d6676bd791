package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is refused, what is taken once, and what bad input is told, through the front door. */
@Tag("both-databases")
class FrontDoorIT {
    @TempDir
    static Path directory;

    private static Running running;

    @BeforeAll
    static void start() throws IOException {
        running = Running.start(directory.resolve("data"), "none");
        for (String party : List.of("xai", "dell", "smci", "anthropic", "wistron")) {
            running.accepted(
                    "register-party", "{\"party\":\"" + party + "\",\"legalName\":\"" + party + "\",\"roles\":[]}");
        }
        running.accepted(
                "register-source",
                "{\"source\":\"press\",\"title\":\"A report\",\"publisher\":\"A paper\",\"sha256\":\"" + "ab".repeat(32)
                        + "\"}");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        running.close();
    }

    private static void place(String order, long racks) {
        running.accepted(
                "place-server-order", """
                {"order":"%s","buyer":"xai","placedOn":"2024-06-19","allocations":[
                  {"lot":"%s-dell","vendor":"dell","measures":{"racks":%d,"gpus":%d}},
                  {"lot":"%s-smci","vendor":"smci","measures":{"racks":%d,"gpus":%d}}]}""".formatted(order, order, racks, 64 * racks, order, racks, 64 * racks));
    }

    private static void assertRefused(HttpResponse<String> response, String rule) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        JsonNode problem = Running.JSON.readTree(response.body());
        assertThat(problem.path("rule").asString()).isEqualTo(rule);
        long position = problem.path("position").asLong();
        awaitPosition(position);
        awaitPosition(position);
        JsonNode recorded = running.get("/api/ledger/events/" + position);
        assertThat(recorded.path("type").asString()).isEqualTo("command-refused.v1");
        assertThat(recorded.path("event").path("rule").asString()).isEqualTo(rule);
    }

    /** How many events the ledger has acknowledged, as the command service knows it. */
    private static long size() {
        HttpResponse<String> fork = running.send(HttpRequest.newBuilder(running.commands("/api/decide"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"commands\":[]}"))
                .build());
        assertThat(fork.statusCode()).as(fork.body()).isEqualTo(200);
        return Running.JSON.readTree(fork.body()).path("at").asLong();
    }

    private static void awaitPosition(long position) {
        running.get("/api/views/orders?atLeast=" + position);
    }

    @Test
    void shares_that_do_not_sum_to_one_are_refused() {
        assertRefused(running.command("place-server-order", """
                        {"order":"shares","buyer":"xai","allocations":[
                          {"vendor":"dell","measures":{"share":0.5}},{"vendor":"smci","measures":{"share":0.4}}]}"""), "shares-not-one");
    }

    @Test
    void more_than_is_open_is_not_shifted() {
        place("over-shift", 10);
        assertRefused(running.command("shift-order-to-vendor", """
                        {"order":"over-shift","from":"smci","to":"dell","extent":{"measures":{"racks":11}},
                         "effectiveOn":"2024-11-18"}"""), "exceeds-open");
    }

    @Test
    void more_than_the_lot_is_not_delivered() {
        place("over-delivery", 10);
        assertRefused(running.command("record-delivery", """
                        {"delivery":"over-1","order":"over-delivery","vendor":"dell","measures":{"racks":11},
                         "deliveredOn":"2024-09-30"}"""), "over-delivery");
    }

    @Test
    void a_filing_is_of_a_known_form_and_a_listing_that_is_on_record() {
        running.accepted("list-security", """
                {"listing":"filed-xnas","party":"smci","ticker":"FILD","mic":"XNAS","tier":"GLOBAL_SELECT",
                 "fiscalYearEnd":"--06-30","filerStatus":"LARGE_ACCELERATED","listedOn":"2020-01"}""");
        assertRefused(running.command("record-filing", """
                        {"listing":"filed-xnas","form":"11-K","periodEnd":"2024-06-30","filedOn":"2024-08-29"}"""), "unknown-form");
        assertRefused(running.command("record-filing", """
                        {"listing":"nowhere","form":"10-K","periodEnd":"2024-06-30","filedOn":"2024-08-29"}"""), "unknown-listing");
    }

    @Test
    void a_lease_fits_the_facility_and_what_runs_there() {
        facility("site-1");
        facility("site-2");
        assertRefused(running.command("lease-facility", lease("lease-301", "site-1", 301)), "capacity-exceeded");
        running.accepted(
                "place-workload", "{\"facility\":\"site-1\",\"party\":\"xai\",\"powerMw\":300,\"from\":\"2024-09\"}");
        assertRefused(running.command("lease-facility", lease("lease-300", "site-1", 300)), "capacity-exceeded");
        running.accepted("transition-workload", """
                {"party":"xai","fromFacility":"site-1","toFacility":"site-2","powerMw":300,"on":"2026-05-01"}""");
        running.accepted("lease-facility", lease("lease-300-2", "site-1", 300));
    }

    private static void facility(String facility) {
        running.accepted(
                "register-facility",
                "{\"facility\":\"" + facility
                        + "\",\"controller\":\"xai\",\"place\":{\"name\":\"Memphis\"},\"limits\":{\"powerMw\":300},"
                        + "\"from\":\"2024-07\"}");
    }

    private static String lease(String lease, String facility, int megawatts) {
        return """
                {"lease":"%s","facility":"%s","lessor":"xai","tenant":"anthropic","powerMw":%d,
                 "period":{"from":"2026-05-02"},"noticeDays":90}""".formatted(lease, facility, megawatts);
    }

    @Test
    void two_parties_do_not_share_a_cik() {
        running.accepted(
                "register-party",
                "{\"party\":\"one\",\"legalName\":\"One\",\"roles\":[],\"identifiers\":{\"cik\":\"0009999999\"}}");
        assertRefused(
                running.command(
                        "register-party",
                        "{\"party\":\"two\",\"legalName\":\"Two\",\"roles\":[],\"identifiers\":{\"cik\":\"0009999999\"}}"),
                "identifier-taken");
    }

    @Test
    void a_delisted_vendor_gets_no_order_that_we_decide_and_a_reported_one_is_flagged() {
        place("blocked", 10);
        for (String[] step : new String[][] {
            {
                "list-security",
                "{\"listing\":\"wis\",\"party\":\"wistron\",\"ticker\":\"WIS\",\"mic\":\"XNAS\",\"tier\":\"GLOBAL\","
                        + "\"fiscalYearEnd\":\"--12-31\",\"filerStatus\":\"ACCELERATED\",\"listedOn\":\"2020-01-02\"}"
            },
            {
                "open-compliance-case",
                "{\"case\":\"wis-1\",\"listing\":\"wis\",\"rule\":\"5250(c)(1)\",\"noticeOn\":\"2024-09-17\","
                        + "\"reports\":[{\"form\":\"10-K\",\"periodEnd\":\"2023-12-31\"}]}"
            },
            {"determine-delisting", "{\"case\":\"wis-1\",\"on\":\"2024-10-01\"}"},
            {"suspend-trading", "{\"listing\":\"wis\",\"case\":\"wis-1\",\"on\":\"2024-10-10\"}"}
        }) {
            running.accepted(step[0], step[1]);
        }
        String shift = """
                {"order":"blocked","from":"smci","to":"wistron","extent":{"allOpen":true},"effectiveOn":"2024-11-18"%s}""";
        assertRefused(running.command("shift-order-to-vendor", shift.formatted("")), "vendor-blocked");
        HttpResponse<String> observed = running.command(
                "shift-order-to-vendor",
                shift.formatted(
                        ",\"mode\":\"OBSERVED\",\"provenance\":{\"source\":\"press\",\"confidence\":\"REPORTED\"}"));
        assertThat(observed.statusCode()).as(observed.body()).isEqualTo(200);
        JsonNode events = Running.JSON.readTree(observed.body()).path("events");
        assertThat(events.findValuesAsString("type"))
                .containsExactly("order-shifted-to-vendor.v1", "anomaly-flagged.v1");
    }

    @Test
    void of_two_hundred_shifts_of_one_lots_last_racks_as_many_succeed_as_there_are_racks() throws Exception {
        place("race", 40);
        String shift = """
                {"order":"race","from":"smci","to":"dell","extent":{"measures":{"racks":1}},"effectiveOn":"2024-11-18"}""";
        Map<String, Integer> outcomes = new HashMap<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> callers.submit(() -> running.command("shift-order-to-vendor", shift)))
                    .toList();
            for (Future<HttpResponse<String>> answer : answers) {
                HttpResponse<String> response = answer.get(60, TimeUnit.SECONDS);
                String outcome = response.statusCode() == 200
                        ? "accepted"
                        : Running.JSON.readTree(response.body()).path("rule").asString();
                outcomes.merge(outcome, 1, Integer::sum);
            }
        }
        assertThat(outcomes.get("accepted")).isEqualTo(40);
        assertThat(outcomes.getOrDefault("exceeds-open", 0) + outcomes.getOrDefault("nothing-open", 0))
                .isEqualTo(160);
        JsonNode shifted = running.get("/api/ledger/events?tag=order:race&type=order-shifted-to-vendor&limit=1000");
        assertThat(shifted.path("events").size()).isEqualTo(40);
    }

    @Test
    void a_repeated_command_gets_its_first_outcome_and_appends_nothing() {
        String body = "{\"party\":\"again\",\"legalName\":\"Again\",\"roles\":[]}";
        JsonNode first = Running.JSON.readTree(
                running.command("register-party", body, "key-1").body());
        awaitPosition(first.path("position").asLong());
        long size = size();
        JsonNode second = Running.JSON.readTree(
                running.command("register-party", body, "key-1").body());

        assertThat(second.path("repeated").asBoolean()).isTrue();
        assertThat(second.path("events")).isEqualTo(first.path("events"));
        assertThat(size()).isEqualTo(size);
        HttpResponse<String> other = running.command(
                "register-party", "{\"party\":\"other\",\"legalName\":\"Other\",\"roles\":[]}", "key-1");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("command-id-reused");
        assertThat(size()).isEqualTo(size);
    }

    @Test
    void one_command_sent_many_times_at_once_is_taken_once() throws Exception {
        place("once", 10);
        String shift = """
                {"order":"once","from":"smci","to":"dell","extent":{"measures":{"racks":1}},"effectiveOn":"2024-11-18"}""";
        List<JsonNode> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> answer : IntStream.range(0, 20)
                    .mapToObj(i -> callers.submit(() -> running.command("shift-order-to-vendor", shift, "same")))
                    .toList()) {
                answers.add(
                        Running.JSON.readTree(answer.get(60, TimeUnit.SECONDS).body()));
            }
        }
        assertThat(answers.stream().map(answer -> answer.path("events")).distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> !answer.path("repeated").asBoolean(false)))
                .hasSize(1);
    }

    @Test
    void a_dry_run_decides_the_same_and_writes_nothing() {
        long size = size();
        HttpResponse<String> accepted =
                running.command("register-party?dryRun=true", "{\"party\":\"dry\",\"legalName\":\"Dry\",\"roles\":[]}");
        HttpResponse<String> refused = running.command(
                "register-party?dryRun=true", "{\"party\":\"dell\",\"legalName\":\"Dell\",\"roles\":[]}");

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Running.JSON.readTree(refused.body()).path("rule").asString())
                .isEqualTo("party-exists");
        assertThat(size()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                                  | ''",
                "[]                                                                 | ''",
                "{\"party\":\"p1\",\"legalName\":\"P\",\"rolez\":[]}                | rolez",
                "{\"party\":\"p1\",\"legalName\":7,\"roles\":[]}                    | legalName",
                "{\"party\":\"p1\",\"roles\":[]}                                    | legalName",
                "{\"party\":\"P 1\",\"legalName\":\"P\",\"roles\":[]}               | party",
                "{\"party\":\"../etc\",\"legalName\":\"P\",\"roles\":[]}            | party",
                "{\"party\":\"p1\",\"legalName\":\"P\",\"roles\":[\"KING\"]}        | roles[0]",
                "{\"party\":\"p1\",\"legalName\":\"P\",\"roles\":[],\"on\":\"0000\"} | on",
                "{\"party\":\"p1\",\"legalName\":\"P\",\"roles\":[],\"on\":\"9999-99-99\"} | on",
                "{\"party\":\"p1\",\"legalName\":\"P\",\"roles\":[],\"mode\":\"OBSERVED\"} | provenance",
                "{\"party\":\"p1\",\"party\":\"p2\",\"legalName\":\"P\",\"roles\":[]} | ''"
            })
    void a_malformed_command_names_the_field_and_writes_nothing(String body, String field) {
        long size = size();
        HttpResponse<String> response = running.command("register-party", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Running.JSON.readTree(response.body()).path("field").asString())
                .isEqualTo(field);
        assertThat(size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-5", "1.5", "99999999999999999999", "\"5\"", "1e999999999"})
    void an_absurd_amount_is_told_by_its_field(String racks) {
        HttpResponse<String> response = running.command(
                "place-server-order",
                "{\"order\":\"absurd\",\"buyer\":\"xai\",\"allocations\":[{\"vendor\":\"dell\",\"measures\":{\"racks\":"
                        + racks + "}}]}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Running.JSON.readTree(response.body()).path("field").asString())
                .startsWith("allocations[0].measures");
    }

    @Test
    void huge_deep_and_undecodable_bodies_are_told_so() {
        assertThat(running.command("register-party", "{\"legalName\":\"" + "x".repeat(10 << 20) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(running.command("register-party", "[".repeat(10_000)).statusCode())
                .isEqualTo(400);
        HttpResponse<String> invalid =
                running.send(HttpRequest.newBuilder(running.commands("/api/commands/register-party"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                new byte[] {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'}))
                        .build());
        assertThat(invalid.statusCode()).as(invalid.body()).isEqualTo(400);
        assertThat(running.command("no-such-command", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void an_import_reports_broken_lines_and_takes_the_others() {
        String lines = """
                {"command":"register-party","id":"i-1","body":{"party":"i-one","legalName":"One","roles":[]}}
                not json
                {"command":"register-party","id":"i-2","body":{"party":"i-two","legalName":"Two","rolez":[]}}
                {"command":"register-partie","id":"i-3","body":{}}
                {"command":"register-party","id":"i-4","body":{"party":"i-one","legalName":"One","roles":[]}}
                %s
                {"command":"register-party","id":"i-5","body":{"party":"i-five","legalName":"Five","roles":[]}}
                """.formatted("x".repeat(10 << 20));
        List<JsonNode> answers = running.importLines(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(answers.stream().map(a -> a.path("line").asLong()).toList())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(answers.stream().map(a -> a.path("outcome").asString()).toList())
                .containsExactly("accepted", "broken", "broken", "broken", "refused", "broken", "accepted");
        assertThat(answers.get(2).path("field").asString()).isEqualTo("body.rolez");
        assertThat(answers.get(3).path("field").asString()).isEqualTo("command");
        assertThat(answers.get(4).path("rule").asString()).isEqualTo("party-exists");
    }

    @Test
    void another_host_is_not_answered() throws Exception {
        for (java.net.URI uri : List.of(running.queries("/api/views"), running.commands("/api/commands"))) {
            try (java.net.Socket socket = new java.net.Socket("127.0.0.1", uri.getPort())) {
                socket.getOutputStream()
                        .write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                String status = new java.io.BufferedReader(new java.io.InputStreamReader(
                                socket.getInputStream(), java.nio.charset.StandardCharsets.US_ASCII))
                        .readLine();
                assertThat(status).contains(" 421");
            }
        }
    }

    @Test
    void every_command_is_in_the_catalogue_with_its_schema() {
        HttpResponse<String> response = running.send(
                HttpRequest.newBuilder(running.commands("/api/commands")).build());
        JsonNode catalogue = Running.JSON.readTree(response.body());

        assertThat(catalogue.size()).isEqualTo(43);
        catalogue.forEach(
                command -> assertThat(command.path("schema").path("properties").has("mode"))
                        .as(command.path("name").asString())
                        .isTrue());
    }

    @Test
    void a_view_waits_for_the_position_that_a_command_answered() {
        long position =
                running.accepted("register-party", "{\"party\":\"waited\",\"legalName\":\"Waited\",\"roles\":[]}");
        awaitPosition(position);
        HttpResponse<String> late =
                running.send(HttpRequest.newBuilder(running.queries("/api/views/orders?atLeast=999999&waitMs=50"))
                        .build());

        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void what_the_services_do_is_measured() {
        String commands = running.send(HttpRequest.newBuilder(running.commands("/actuator/prometheus"))
                        .build())
                .body();
        String queries = running.send(HttpRequest.newBuilder(running.queries("/actuator/prometheus"))
                        .build())
                .body();

        assertThat(commands)
                .contains(
                        "rackledger_command_seconds_count{",
                        "rackledger_ledger_append_seconds",
                        "rackledger_ledger_void_records_total");
        assertThat(queries).contains("rackledger_follower_lag", "rackledger_sse_subscribers");
    }
}
