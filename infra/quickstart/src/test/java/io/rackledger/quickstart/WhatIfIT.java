package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What commands would do, through both services, against what they do. */
@Tag("both-databases")
@Timeout(300)
class WhatIfIT {
    private static final int HISTORIES = 4;

    /** When it was recorded is another time than when it was supposed. */
    private static final String TIME = "recordedAt";

    @TempDir
    static Path directory;

    private static Running running;
    private static long beforeShift;

    @BeforeAll
    static void start() throws IOException {
        running = Running.start(directory.resolve("data"), "worked,listing,articles-2");
        beforeShift = running.get("/api/ledger/events?type=order-shifted-to-vendor&subject=order:ord-1")
                .path("events")
                .get(0)
                .path("position")
                .asLong();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        running.close();
    }

    private static HttpResponse<String> ask(String question) {
        return running.send(HttpRequest.newBuilder(running.queries("/api/what-if"))
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build());
    }

    private static JsonNode answer(String question) {
        HttpResponse<String> response = ask(question);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Running.JSON.readTree(response.body());
    }

    private static JsonNode view(JsonNode answer, String name) {
        for (JsonNode view : answer.path("views")) {
            if (view.path("view").asString().equals(name)) {
                return view;
            }
        }
        throw new AssertionError(name + " does not differ: " + answer.path("outcomes"));
    }

    private static JsonNode row(JsonNode view, String key) {
        for (JsonNode row : view.path("rows")) {
            if (row.path("key").asString().equals(key)) {
                return row;
            }
        }
        throw new AssertionError("no row " + key + " in " + view);
    }

    private static List<String> texts(JsonNode array, String field) {
        return array.valueStream().map(each -> each.path(field).asString()).toList();
    }

    private static Set<String> differing(JsonNode answer) {
        return new LinkedHashSet<>(texts(answer.path("views"), "view"));
    }

    private static List<String> viewNames() {
        return texts(running.get("/api/views").path("views"), "name");
    }

    @Test
    void the_shift_of_the_worked_history_is_shown_before_it_is_decided() {
        JsonNode answer = answer("""
                {"at": %d, "validAsOf": "2024-11-18", "commands": [
                  {"command": "register-party", "body": {"party": "maker-a", "legalName": "A", "roles": ["MANUFACTURER"], "on": "2024"}},
                  {"command": "register-party", "body": {"party": "maker-b", "legalName": "B", "roles": ["MANUFACTURER"], "on": "2024"}},
                  {"command": "register-party", "body": {"party": "maker-c", "legalName": "C", "roles": ["COMPONENT_SUPPLIER"], "on": "2024"}},
                  {"command": "link-supplier", "body": {"supplier": "maker-a", "customer": "dell", "component": "ASSEMBLY", "share": 0.6, "since": "2024-01-01"}},
                  {"command": "link-supplier", "body": {"supplier": "maker-b", "customer": "dell", "component": "ASSEMBLY", "share": 0.4, "since": "2024-01-01"}},
                  {"command": "link-supplier", "body": {"supplier": "maker-c", "customer": "dell", "component": "GPU", "share": 1, "since": "2024-01-01"}},
                  {"command": "link-supplier", "body": {"supplier": "maker-c", "customer": "supermicro", "component": "GPU", "share": 1, "since": "2024-01-01"}},
                  {"command": "shift-order-to-vendor", "id": "supposed-shift", "body": {"order": "ord-1", "from": "supermicro", "to": "dell",
                   "extent": {"allOpen": true}, "effectiveOn": "2024-11-18"}}]}""".formatted(beforeShift));

        assertThat(texts(answer.path("outcomes"), "outcome")).hasSize(8).containsOnly("accepted");
        assertThat(answer.path("outcomes").get(7).path("id").asString()).isEqualTo("supposed-shift");
        assertThat(answer.path("position").asLong()).isEqualTo(beforeShift - 1);
        JsonNode shares = view(answer, "vendor-share");
        assertThat(row(shares, "dell").path("before").path("share").asDouble()).isEqualTo(0.5);
        assertThat(row(shares, "dell").path("after").path("share").asDouble()).isEqualTo(0.75);
        assertThat(row(shares, "supermicro").path("after").path("share").asDouble())
                .isEqualTo(0.25);
        assertThat(shares.path("totals").path("before").path("hhi").asInt()).isEqualTo(5_000);
        assertThat(shares.path("totals").path("after").path("hhi").asInt()).isEqualTo(6_250);
        JsonNode exposure = view(answer, "supplier-exposure");
        assertThat(exposed(exposure, "maker-a:ASSEMBLY")).isEqualTo(3.6e9);
        assertThat(exposed(exposure, "maker-b:ASSEMBLY")).isEqualTo(2.4e9);
        assertThat(exposed(exposure, "maker-c:GPU")).isEqualTo(6.0e9);
        JsonNode live =
                running.get("/api/views/vendor-share?validAsOf=2024-11-18&knownAsOfPosition=" + (beforeShift - 1));
        assertThat(live.path("hhi").asInt()).isEqualTo(5_000);
    }

    private static double exposed(JsonNode exposure, String key) {
        return row(exposure, key).path("after").path("exposure").asDouble();
    }

    @Test
    void a_command_that_would_be_refused_shows_its_rule_and_changes_the_refusals_alone() {
        JsonNode answer = answer("""
                {"commands": [{"command": "shift-order-to-vendor", "id": "too-much", "body": {"order": "ord-1", "from": "dell",
                  "to": "supermicro", "extent": {"measures": {"racks": 9999}}}},
                 {"command": "place-server-order", "body": {"order": "ord-x", "racks": 1}}]}""");

        JsonNode refused = answer.path("outcomes").get(0);
        assertThat(refused.path("outcome").asString()).isEqualTo("refused");
        assertThat(refused.path("rule").asString()).isEqualTo("exceeds-open");
        assertThat(answer.path("outcomes").get(1).path("outcome").asString()).isEqualTo("broken");
        assertThat(answer.path("outcomes").get(1).path("field").asString()).startsWith("body");
        assertThat(differing(answer)).containsExactly("refusals");
        assertThat(row(view(answer, "refusals"), "too-much.1").path("before").isNull())
                .isTrue();
        assertThat(answer.path("unchanged").size()).isEqualTo(viewNames().size() - 1);
    }

    @Test
    void what_happens_after_the_date_is_counted_as_not_shown_yet() {
        String question = """
                {"validAsOf": "%s", "views": ["programmes"], "commands": [{"command": "define-programme",
                  "body": {"programme": "later", "owner": "xai", "name": "Later", "on": "2026-03-01"}}]}""";

        JsonNode before = answer(question.formatted("2026-02-28"));
        JsonNode after = answer(question.formatted("2026-03-01"));

        assertThat(before.path("notYet").asInt()).isEqualTo(1);
        assertThat(before.path("unchanged").get(0).asString()).isEqualTo("programmes");
        assertThat(after.path("notYet").asInt()).isZero();
        assertThat(differing(after)).containsExactly("programmes");
    }

    /** Commands that could have been sent, with some that break a rule. */
    private static List<ObjectNode> commands(long seed) {
        Random random = new Random(seed);
        List<ObjectNode> commands = new ArrayList<>();
        String order = "if-" + Long.toString(seed, 36);
        add(commands, order, "place-server-order", """
                {"order":"%s","buyer":"xai","placedOn":"2024-%02d-03","allocations":[
                  {"lot":"%s-d","vendor":"dell","measures":{"racks":%d}},
                  {"lot":"%s-s","vendor":"supermicro","measures":{"racks":%d}}]}""".formatted(
                        order, 1 + random.nextInt(9), order, 10 + random.nextInt(90), order, 10 + random.nextInt(90)));
        for (int i = 0; i < 8; i++) {
            String on = "2025-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
            String vendor = random.nextBoolean() ? "dell" : "supermicro";
            String other = vendor.equals("dell") ? "supermicro" : "dell";
            int racks = 1 + random.nextInt(60);
            switch (random.nextInt(5)) {
                case 0 -> add(commands, order, "shift-order-to-vendor", """
                            {"order":"%s","from":"%s","to":"%s","extent":{"measures":{"racks":%d}},"effectiveOn":"%s"}""".formatted(order, vendor, other, racks, on));
                case 1 -> add(commands, order, "cancel-order", """
                            {"order":"%s","vendor":"%s","extent":{"measures":{"racks":%d}},"cancelledOn":"%s"}""".formatted(order, vendor, racks, on));
                case 2 -> add(commands, order, "record-claim", """
                            {"subject":{"kind":"party","id":"xai"},"attribute":"%s","text":"t","on":"%s"}""".formatted(order, on));
                case 3 -> {
                    String change = random.nextBoolean() ? "retract-fact" : "correct-fact";
                    add(commands, order, change, """
                            {"event":"%s-%d.1","reason":"misread"%s,"on":"%s"}""".formatted(
                                    order,
                                    random.nextInt(commands.size()),
                                    change.equals("correct-fact") ? ",\"changes\":{\"measures\":{\"racks\":7}}" : "",
                                    on));
                }
                default -> add(commands, order, "record-delivery", """
                            {"delivery":"%s-%d","order":"%s","vendor":"%s","measures":{"racks":%d},"deliveredOn":"%s"}""".formatted(order, i, order, vendor, racks, on));
            }
        }
        return commands;
    }

    private static void add(List<ObjectNode> commands, String prefix, String name, String body) {
        ObjectNode command =
                Running.JSON.createObjectNode().put("command", name).put("id", prefix + "-" + commands.size());
        command.set("body", Running.JSON.readTree(body));
        commands.add(command);
    }

    private static Map<String, JsonNode> rows(String view, String query) {
        Map<String, JsonNode> rows = new TreeMap<>();
        running.get("/api/views/" + view + "?" + query)
                .path("rows")
                .forEach(row -> rows.put(row.path("key").asString(), ((ObjectNode) row).without(List.of("key", TIME))));
        return rows;
    }

    private static Map<String, JsonNode> supposed(JsonNode answer, String view, Map<String, JsonNode> before) {
        Map<String, JsonNode> after = new TreeMap<>(before);
        for (JsonNode each : answer.path("views")) {
            if (each.path("view").asString().equals(view)) {
                assertThat(each.path("count").asInt())
                        .isEqualTo(each.path("rows").size());
                for (JsonNode row : each.path("rows")) {
                    String key = row.path("key").asString();
                    if (row.path("after") instanceof ObjectNode now) {
                        after.put(key, now.without(TIME));
                    } else {
                        after.remove(key);
                    }
                }
            }
        }
        return after;
    }

    @Test
    void what_is_supposed_is_what_comes_true_also_seen_from_later_on() {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            List<ObjectNode> commands = commands(seed);
            String asOf = "validAsOf=2026-10-0" + (1 + Math.floorMod(seed, 9));
            String question = ",\"validAsOf\":\"" + asOf.substring(10) + "\",\"commands\":" + commands + "}";
            Map<String, Map<String, JsonNode>> before = new TreeMap<>();
            viewNames().forEach(view -> before.put(view, rows(view, asOf)));

            JsonNode answer = answer("{\"at\":null" + question);
            long last = record(commands);

            JsonNode later = answer("{\"at\":" + answer.path("at").asLong() + question);
            for (String view : viewNames()) {
                Map<String, JsonNode> came = rows(view, asOf + "&atLeast=" + last);
                assertThat(supposed(answer, view, before.get(view)))
                        .as("%s, seed %d: set it with -Drackledger.seed", view, seed)
                        .isEqualTo(came);
                assertThat(supposed(later, view, before.get(view)))
                        .as("%s from later on, seed %d: set it with -Drackledger.seed", view, seed)
                        .isEqualTo(came);
            }
            assertThat(differing(answer)).isNotEmpty().isEqualTo(differing(later));
        }
    }

    private static long record(List<ObjectNode> commands) {
        byte[] lines = String.join(
                        "\n", commands.stream().map(ObjectNode::toString).toList())
                .getBytes(StandardCharsets.UTF_8);
        return running.importLines(lines).stream()
                .mapToLong(line -> line.path("position").asLong(-1))
                .max()
                .orElseThrow();
    }

    @Test
    void a_command_that_is_on_record_is_told_as_repeated_and_counts_once() {
        JsonNode answer = answer("""
                {"commands": [{"command": "cancel-order", "id": "worked-cancellation", "body": {"order": "ord-1", "lot": "ord-1-dell-2",
                  "extent": {"measures": {"racks": 50, "gpus": 3200, "value": {"amount": "375000000.00", "currency": "USD"}}},
                  "cancelledOn": "2025-01-31", "reason": "descoped"}}]}""");

        assertThat(answer.path("outcomes").get(0).path("repeated").asBoolean()).isTrue();
        assertThat(answer.path("views").isEmpty()).isTrue();
    }

    @Test
    void presets_tell_what_they_are_for_and_what_they_take() {
        JsonNode presets = running.get("/api/what-if/presets").path("presets");

        assertThat(texts(presets, "name"))
                .containsExactly("vendor-delisted", "shift-open-orders", "facility-loses-power", "supplier-slips");
        assertThat(texts(presets.get(1).path("parameters"), "name")).containsExactly("from", "to", "buyer", "on");
        assertThat(presets.get(3).path("parameters").get(2).path("fallback").asString())
                .isEqualTo("3");
    }

    @Test
    void a_vendor_is_delisted_by_the_case_that_is_open_or_by_a_new_one() {
        JsonNode answer = answer("""
                {"preset": "vendor-delisted", "parameters": {"party": "supermicro", "on": "2024-12-01"}, "validAsOf": "2024-12-01"}""");

        assertThat(texts(answer.path("commands"), "command"))
                .containsExactly("register-source", "open-compliance-case", "determine-delisting", "delist-security");
        assertThat(texts(answer.path("outcomes"), "outcome")).containsOnly("accepted");
        JsonNode risk = row(view(answer, "delisting-risk"), "supermicro");
        assertThat(risk.path("before").path("state").asString()).isEqualTo("PLAN_SUBMITTED");
        assertThat(risk.path("after").path("state").asString()).isEqualTo("DELISTED");
        assertThat(risk.path("after").path("index").asInt()).isEqualTo(100);
        assertThat(risk.path("after")
                        .path("obligations")
                        .get(0)
                        .path("triggered")
                        .asBoolean())
                .isTrue();

        long cured = running.get("/api/ledger/events?type=deficiency-cured")
                .path("events")
                .get(0)
                .path("position")
                .asLong();
        JsonNode earlier = answer("""
                {"preset": "vendor-delisted", "parameters": {"party": "supermicro", "on": "2024-12-20"}, "at": %d}""".formatted(cured));
        assertThat(texts(earlier.path("commands"), "command"))
                .containsExactly("register-source", "determine-delisting", "delist-security");
        assertThat(earlier.path("commands").get(2).path("body").path("case").asString())
                .isEqualTo("smci-2024");
        assertThat(texts(earlier.path("outcomes"), "outcome")).containsOnly("accepted");
    }

    @Test
    void open_orders_shift_by_one_command_for_each_buyer_that_has_some() {
        JsonNode one = answer("""
                {"preset": "shift-open-orders", "parameters": {"from": "supermicro", "to": "dell", "on": "2024-11-18"},
                 "at": %d, "validAsOf": "2024-11-18"}""".formatted(beforeShift));
        JsonNode now = answer("""
                {"preset": "shift-open-orders", "parameters": {"from": "supermicro", "to": "dell", "buyer": "tesla"}}""");

        assertThat(one.path("commands").size()).isEqualTo(1);
        assertThat(one.path("commands").get(0).path("body").path("buyer").asString())
                .isEqualTo("xai");
        assertThat(row(view(one, "vendor-share"), "dell")
                        .path("after")
                        .path("share")
                        .asDouble())
                .isEqualTo(0.75);
        assertThat(now.path("commands").size()).isEqualTo(1);
        assertThat(now.path("outcomes").get(0).path("outcome").asString()).isEqualTo("accepted");
        assertThat(row(view(now, "backlog"), "tesla-servers:tesla-smci")
                        .path("after")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_facility_that_loses_its_power_loses_its_lease() {
        JsonNode answer = answer("""
                {"preset": "facility-loses-power", "parameters": {"facility": "colossus-1", "on": "2026-12-31"}, "validAsOf": "2026-12-31"}""");

        assertThat(texts(answer.path("commands"), "command"))
                .containsExactly("register-source", "terminate-lease", "change-facility-capacity");
        assertThat(texts(answer.path("outcomes"), "outcome")).containsOnly("accepted");
        JsonNode power = row(view(answer, "facility-capacity"), "colossus-1:powerMw");
        assertThat(power.path("before").path("limit").asInt()).isEqualTo(300);
        assertThat(power.path("before").path("leased").asInt()).isEqualTo(300);
        assertThat(power.path("after").path("limit").asInt()).isZero();
        assertThat(power.path("after").path("leased").asInt()).isZero();
        assertThat(differing(answer)).contains("anomalies");

        JsonNode part = answer("""
                {"preset": "facility-loses-power", "parameters": {"facility": "colossus-1", "powerMw": 100, "on": "2025-01-01"}}""");
        assertThat(part.path("outcomes").get(1).path("rule").asString()).isEqualTo("capacity-in-use");
        assertThat(part.path("commands").get(1).path("body").path("limit").asInt())
                .isEqualTo(200);
    }

    @Test
    void a_supplier_that_slips_keeps_a_shift_to_its_customer_from_being_decided() {
        String shift = """
                [{"command": "place-server-order", "body": {"order": "slip-1", "buyer": "tesla", "placedOn": "2025-01-02",
                   "allocations": [{"lot": "slip-1-s", "vendor": "supermicro", "measures": {"racks": 10}}]}},
                 {"command": "shift-order-to-vendor", "body": {"order": "slip-1", "from": "supermicro", "to": "dell",
                   "extent": {"allOpen": true}, "effectiveOn": "2025-03-31"}}]""";

        JsonNode ready = answer("{\"commands\": " + shift + "}");
        JsonNode slipped = answer("""
                {"preset": "supplier-slips", "parameters": {"supplier": "inventec", "on": "2024-12-01"}, "commands": %s}""".formatted(shift));

        assertThat(texts(ready.path("outcomes"), "outcome")).containsOnly("accepted");
        assertThat(slipped.path("commands")
                        .get(1)
                        .path("body")
                        .path("readyFrom")
                        .asString())
                .isEqualTo("2025-Q2");
        assertThat(slipped.path("outcomes").get(3).path("rule").asString()).isEqualTo("supply-not-ready");
        assertThat(differing(slipped)).contains("supply");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                                   | commands
                    {"commands": 1}                                                                      | commands
                    {"commands": [1]}                                                                    | commands[0]
                    {"commands": [], "when": 1}                                                          | when
                    {"commands": [], "at": 1000000}                                                      | at
                    {"commands": [], "at": -1}                                                           | at
                    {"commands": [], "validAsOf": "soon"}                                                | validAsOf
                    {"commands": [], "views": ["share"]}                                                 | views[0]
                    {"commands": [], "views": "backlog"}                                                 | views
                    {"commands": [], "parameters": {}}                                                   | parameters
                    {"preset": "peace"}                                                                  | preset
                    {"preset": "vendor-delisted"}                                                        | parameters.party
                    {"preset": "vendor-delisted", "parameters": {"party": "nobody"}}                     | parameters.party
                    {"preset": "vendor-delisted", "parameters": {"party": "dell", "day": "2024"}}        | parameters.day
                    {"preset": "vendor-delisted", "parameters": {"party": "supermicro", "on": "soon"}}   | parameters.on
                    {"preset": "facility-loses-power", "parameters": {"facility": "x y"}}                | parameters.facility
                    {"preset": "facility-loses-power", "parameters": {"facility": "nowhere"}}            | parameters.facility
                    {"preset": "facility-loses-power", "parameters": {"facility": "colossus-1", "share": 2}} | parameters.share
                    {"preset": "facility-loses-power", "parameters": {"facility": "colossus-2", "powerMw": 1}} | parameters.powerMw
                    {"preset": "supplier-slips", "parameters": {"supplier": "inventec", "months": 0}}    | parameters.months
                    {"preset": "supplier-slips", "parameters": {"supplier": "inventec", "component": "X"}} | parameters.component
                    {"preset": "supplier-slips", "parameters": {"supplier": "nobody"}}                   | parameters.supplier
                    [1]                                                                                  | body
                    """)
    void what_makes_no_sense_is_named(String question, String field) {
        HttpResponse<String> response = ask(question);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Running.JSON.readTree(response.body()).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void a_thousand_commands_are_the_most() {
        String one =
                "{\"command\":\"cancel-order\",\"body\":{\"order\":\"none\",\"vendor\":\"dell\",\"extent\":{\"allOpen\":true}}}";
        String many = String.join(",", Collections.nCopies(1_001, one));

        HttpResponse<String> response = ask("{\"commands\":[" + many + "]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Running.JSON.readTree(response.body()).path("field").asString())
                .isEqualTo("commands");
    }

    @Test
    void the_difference_between_two_dates_names_the_shift() {
        JsonNode diff = running.get("/api/views/vendor-share/diff?from=2024-06-30&to=2024-11-18&programme=colossus");

        JsonNode dell = row(diff, "dell");
        assertThat(dell.path("before").path("share").asDouble()).isEqualTo(0.5);
        assertThat(dell.path("after").path("share").asDouble()).isEqualTo(0.75);
        assertThat(texts(diff.path("events"), "id")).contains("worked-shift.1");
        assertThat(dell.path("events").get(0).asString()).isEqualTo("worked-shift.1");
        HttpResponse<String> missing =
                running.send(HttpRequest.newBuilder(running.queries("/api/views/vendor-share/diff?to=2024-11-18"))
                        .build());
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(Running.JSON.readTree(missing.body()).path("field").asString())
                .isEqualTo("from");
    }
}
