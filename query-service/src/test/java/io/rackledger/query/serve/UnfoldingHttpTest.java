package io.rackledger.query.serve;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.DELL_LOT;
import static io.rackledger.query.fold.Histories.ORDER;
import static io.rackledger.query.fold.Histories.PROGRAMME;
import static io.rackledger.query.fold.Histories.delivered;
import static io.rackledger.query.fold.Histories.dell;
import static io.rackledger.query.fold.Histories.placed;
import static io.rackledger.query.fold.Histories.racks;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Histories;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The replay of an order over HTTP, in every form. */
@Timeout(60)
class UnfoldingHttpTest {
    private static final String PATH = "/api/orders/ord-1/replay";
    private static final String JSON = "application/json";

    @Test
    void a_replay_is_a_start_every_step_and_an_end_in_whatever_form_it_is_asked_for() throws Exception {
        try (ReplayServer server = ReplayServer.of(worked())) {
            List<JsonNode> array = server.frames(PATH);
            HttpResponse<String> lines = server.get(PATH, "application/x-ndjson");
            HttpResponse<String> stream = server.get(PATH, "text/event-stream");

            assertThat(array)
                    .extracting(frame -> frame.path("frame").asString())
                    .containsExactly("start", "step", "step", "step", "step", "step", "step", "end");
            assertThat(array).allSatisfy(frame -> {
                assertThat(frame.path("of").asInt()).isEqualTo(6);
                assertThat(frame.path("position").asLong()).isEqualTo(5);
                assertThat(frame.path("scope").asString()).isEqualTo("order:ord-1");
            });
            assertThat(lines.body().lines().map(ReplayServer::read)).containsExactlyElementsOf(array);
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(stream.body()
                            .lines()
                            .filter(line -> line.startsWith("data: "))
                            .map(line -> ReplayServer.read(line.substring(6))))
                    .containsExactlyElementsOf(array);
            assertThat(stream.body().lines().filter(line -> line.startsWith("id: ")))
                    .containsExactly("id: 0", "id: 1", "id: 2", "id: 3", "id: 4", "id: 5", "id: 6", "id: end");
        }
    }

    @Test
    void a_step_tells_its_event_the_state_after_it_and_what_it_changed_in_each_view() throws Exception {
        try (ReplayServer server = ReplayServer.of(worked())) {
            JsonNode shift = server.frames(PATH).get(4);

            assertThat(shift.path("date").asString()).isEqualTo("2024-11-18");
            JsonNode event = shift.path("events").path(0);
            assertThat(event.path("type").asString()).isEqualTo("order-shifted-to-vendor.v1");
            assertThat(event.path("source").asString()).isEqualTo("source");
            assertThat(event.path("validAt").asString()).isEqualTo("2024-11-18");
            assertThat(shift.at("/state/totals/open/exactly/racks").asLong()).isEqualTo(800);
            JsonNode share = change(shift, "vendor-share");
            assertThat(share.at("/totals/before/hhi").asDouble()).isEqualTo(5000);
            assertThat(share.at("/totals/after/hhi").asDouble()).isEqualTo(6250);
            assertThat(share.path("rows"))
                    .extracting(row -> row.path("key").asString()
                            + row.at("/before/share").asDouble()
                            + row.at("/after/share").asDouble())
                    .containsExactlyInAnyOrder("dell0.50.75", "supermicro0.50.25");
            assertThat(change(shift, "backlog").path("rows")).anySatisfy(row -> {
                assertThat(row.path("before").isNull()).isTrue();
                assertThat(row.at("/after/open/racks").asLong()).isEqualTo(400);
            });
        }
    }

    private static JsonNode change(JsonNode step, String view) {
        for (JsonNode change : step.path("changes")) {
            if (change.path("view").asString().equals(view)) {
                return change;
            }
        }
        throw new AssertionError("nothing changed in " + view + ": " + step.path("changes"));
    }

    @Test
    void what_was_refused_changes_no_figure_of_the_order_and_names_its_rule() throws Exception {
        Histories histories = worked().then(
                        null,
                        new CommandRefused("shift-order-to-vendor", "exceeds-open", "much", List.of(Tag.of(ORDER))));
        try (ReplayServer server = ReplayServer.of(histories)) {
            JsonNode refused = server.frames(PATH + "?order=known").get(7);

            assertThat(refused.at("/events/0/refusedRule").asString()).isEqualTo("exceeds-open");
            assertThat(refused.path("state"))
                    .isEqualTo(server.frames(PATH + "?order=known").get(6).path("state"));
            assertThat(refused.path("changes"))
                    .extracting(change -> change.path("view").asString())
                    .containsExactly("refusals");
            assertThat(server.frames(PATH)).hasSize(8);
        }
    }

    @Test
    void a_programme_is_told_with_its_orders_and_a_range_without_steps_with_its_state() throws Exception {
        Histories histories = new Histories()
                .then("2024-06-19", placed(PROGRAMME, dell(racks(800))))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, racks(400)));
        try (ReplayServer server = ReplayServer.of(histories)) {
            assertThat(server.frames("/api/programmes/ai-factory/replay")).hasSize(4);

            List<JsonNode> none = server.frames("/api/programmes/ai-factory/replay?from=2025");

            assertThat(none)
                    .hasSize(2)
                    .allSatisfy(frame -> assertThat(frame.path("of").asInt()).isZero());
            assertThat(none.getFirst().at("/state/totals/open/exactly/racks").asLong())
                    .isEqualTo(400);
        }
    }

    @Test
    void what_was_asked_wrongly_is_named_and_what_nobody_spoke_of_is_not_found() throws Exception {
        try (ReplayServer server = ReplayServer.of(worked())) {
            for (String wrong : List.of(
                    "by=year",
                    "order=any",
                    "from=x",
                    "to=2024-13",
                    "speed=-1",
                    "speed=1001",
                    "speed=fast",
                    "minConfidence=SURE",
                    "knownAsOf=yesterday",
                    "ledger=other",
                    "unknown=1")) {
                HttpResponse<String> answer = server.get(PATH + "?" + wrong, JSON);

                assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
                assertThat(ReplayServer.read(answer.body()).path("field").asString())
                        .isEqualTo(wrong.substring(0, wrong.indexOf('=')));
            }
            HttpResponse<String> turned = server.get(PATH + "?from=2025&to=2024", JSON);
            assertThat(ReplayServer.read(turned.body()).path("field").asString())
                    .isEqualTo("to");
            assertThat(server.get("/api/orders/No-Id/replay", JSON).statusCode())
                    .isEqualTo(400);
            HttpResponse<String> untold = server.get("/api/programmes/nobodys/replay", JSON);
            assertThat(untold.statusCode()).isEqualTo(404);
            assertThat(untold.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
        }
    }

    @Test
    void a_stream_that_has_the_end_is_told_not_to_come_back() throws Exception {
        try (ReplayServer server = ReplayServer.of(worked())) {
            assertThat(server.comeBack(PATH, "end").statusCode()).isEqualTo(204);
            assertThat(server.comeBack(PATH, "3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_client_that_goes_ends_the_work() throws IOException, InterruptedException, LifecycleException {
        int deliveries = 2_000;
        Histories histories = new Histories().then("2024-06-19", placed(null, dell(racks(deliveries))));
        for (int i = 0; i < deliveries; i++) {
            histories.then("2024-09-30", delivered("d-" + i, DELL_LOT, DELL, racks(1)));
        }
        try (ReplayServer server = ReplayServer.of(histories)) {
            try (InputStream stream = server.open(PATH + "?speed=1000")) {
                assertThat(stream.read()).isEqualTo('e');
            }
            server.awaitAnswered();

            assertThat(server.told()).isPositive().isLessThan(deliveries);
        }
    }
}
