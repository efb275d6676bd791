package io.rackledger.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files of commands and of rows through the command line, checked and in earnest, and what a fork would tell. */
@Tag("both-databases")
class ImportIT {
    @TempDir
    static Path directory;

    private static Running running;

    /** What a call of the command line said, and its exit status. */
    private record Called(int status, String said) {}

    @BeforeAll
    static void start() throws IOException {
        running = Running.start(directory.resolve("data"), "none");
        for (String party : List.of("xai", "dell", "smci")) {
            running.accepted("register-party", "{\"party\":\"" + party + "\",\"legalName\":\"" + party + "\"}");
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        running.close();
    }

    private static Called importing(String name, String text, String... options) throws Exception {
        Path file = Files.writeString(directory.resolve(name), text);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "dist", "lib").toAbsolutePath() + "/*",
                "io.rackledger.cli.Main",
                "import",
                "--url",
                running.commands("/").toString()));
        command.addAll(List.of(options));
        command.add(file.toString());
        Process call = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(call.getInputStream().readAllBytes(), UTF_8);
        assertThat(call.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Called(call.exitValue(), said);
    }

    /** As the command service knows it: the query service may lag behind. */
    private static long size() {
        return Running.JSON
                .readTree(decide("{\"commands\":[]}").body())
                .path("at")
                .asLong();
    }

    private static HttpResponse<String> decide(String body) {
        return running.send(HttpRequest.newBuilder(running.commands("/api/decide"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void a_check_tells_what_would_become_of_each_line_and_writes_nothing() throws Exception {
        long before = size();

        Called called = importing("check.ndjson", """
                {"command":"register-party","id":"c-1","body":{"party":"checked","legalName":"Checked"}}
                {"command":"place-server-order","id":"c-2","body":{"order":"checked-1","buyer":"checked","allocations":[{"vendor":"dell","measures":{"racks":4}}]}}
                {"command":"cancel-order","id":"c-3","body":{"order":"checked-1","extent":{"measures":{"racks":5}}}}
                {"command":"register-party","id":"c-4","body":{"party":"broken","legalName":"Broken","rolez":[]}}
                """, "--check");

        assertThat(called.said())
                .contains("4 lines: 2 accepted, 1 refused, 1 broken")
                .contains("line 3: exceeds-open")
                .contains("line 4: body.rolez", "did you mean 'roles'?")
                .contains("nothing was written");
        assertThat(called.status()).isEqualTo(1);
        assertThat(size()).isEqualTo(before);
        Called inEarnest = importing("check.ndjson", Files.readString(directory.resolve("check.ndjson")));
        assertThat(inEarnest.said()).contains("4 lines: 2 accepted, 1 refused, 1 broken; 0 of them repeated");
    }

    @Test
    void orders_and_deliveries_come_from_spreadsheets_once() throws Exception {
        String orders = """
                order,buyer,vendor,placedOn,lot,racks,value,currency
                sheet-1,xai,dell,2024-06-19,sheet-1-dell,800,6000000000.00,USD
                sheet-1,,smci,,,800,6000000000.00,USD
                """;
        String deliveries = """
                order,vendor,deliveredOn,racks,value,currency
                sheet-1,dell,2024-09-30,300,2250000000.00,USD
                sheet-1,dell,2024-10-31,900,,
                """;

        assertThat(importing("orders.csv", orders).said()).contains("1 lines: 1 accepted");
        Called checked = importing("deliveries.csv", deliveries, "--check");
        assertThat(checked.said()).contains("line 3: over-delivery", "nothing was written");
        Called delivered = importing("deliveries.csv", deliveries);
        assertThat(delivered.said()).contains("2 lines: 1 accepted, 1 refused", "over-delivery");
        assertThat(importing("orders.csv", orders).said()).contains("1 of them repeated");
        assertThat(importing("deliveries.csv", deliveries).said()).contains("2 of them repeated");

        JsonNode backlog = running.get("/api/views/backlog?validAsOf=2024-12-31&atLeast=" + (size() - 1));
        assertThat(StreamSupport.stream(backlog.path("rows").spliterator(), false)
                        .filter(row -> row.path("order").asString("").equals("sheet-1"))
                        .map(row -> row.path("vendor").asString() + " "
                                + row.path("open").path("racks").asLong()))
                .containsExactlyInAnyOrder("dell 500", "smci 800");
    }

    @Test
    void a_mistake_in_a_cell_is_told_before_anything_is_sent() throws Exception {
        long before = size();

        Called called = importing("wrong.csv", "order,vendor,deliveredOn,racks\nsheet-9,dell,2024,many\n");

        assertThat(called.said()).contains("line 2, column 'racks'", "nothing was sent");
        assertThat(called.status()).isEqualTo(1);
        assertThat(size()).isEqualTo(before);
    }

    @Test
    void a_fork_decides_at_any_position_and_tells_events_in_full() {
        long position = running.accepted("register-party", "{\"party\":\"forked\",\"legalName\":\"Forked\"}");
        String commands = """
                [{"command":"place-server-order","id":"f-1","body":{"order":"fork-1","buyer":"forked","placedOn":"2024",
                  "allocations":[{"vendor":"dell","measures":{"racks":1}}]}},
                 {"command":"record-delivery","id":"f-2","body":{"order":"fork-1","measures":{"racks":1},"deliveredOn":"2025"}},
                 {"command":"record-delivery","id":"f-3","body":{"order":"fork-1","measures":{"racks":1},"deliveredOn":"2025"}},
                 {"command":"record-delivry","id":"f-4","body":{}}]""";
        long before = size();

        JsonNode now =
                Running.JSON.readTree(decide("{\"commands\":" + commands + "}").body());
        JsonNode then = Running.JSON.readTree(decide("{\"at\":" + position + ",\"commands\":" + commands + "}")
                .body());

        assertThat(now.path("outcomes")
                        .valueStream()
                        .map(outcome -> outcome.path("outcome").asString()))
                .containsExactly("accepted", "accepted", "refused", "broken");
        JsonNode event = now.at("/outcomes/1/events/0");
        assertThat(event.path("type").asString()).isEqualTo("delivery-recorded.v1");
        assertThat(event.path("validAt").asString()).isEqualTo("2025");
        assertThat(event.path("position").asLong()).isEqualTo(now.path("at").asLong() + 1);
        assertThat(event.at("/event/vendor").asString()).isEqualTo("dell");
        assertThat(now.at("/outcomes/3/suggestion").asString()).contains("record-delivery");
        assertThat(then.at("/outcomes/0/rule").asString()).isEqualTo("unknown-party");
        assertThat(size()).isEqualTo(before);
        assertThat(decide("{\"at\":999999,\"commands\":[]}").statusCode()).isEqualTo(400);
        assertThat(decide("{\"comands\":[]}").body()).contains("did you mean 'commands'?");
    }

    @Test
    void the_api_and_the_events_are_described_for_machines() {
        JsonNode openApi = Running.JSON.readTree(running.send(
                        HttpRequest.newBuilder(running.commands("/v3/api-docs")).build())
                .body());
        JsonNode asyncApi = Running.JSON.readTree(running.send(HttpRequest.newBuilder(running.commands("/v3/async-api"))
                        .build())
                .body());

        assertThat(openApi.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(openApi.path("paths").propertyNames()).contains("/api/commands/place-server-order", "/api/decide");
        assertThat(asyncApi.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(asyncApi.at("/components/messages").propertyNames()).contains("server-order-placed.v1");
    }
}
