package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a correction and a retraction do to every figure, through the front door and over a restart. */
@Tag("both-databases")
class ChangedFactsIT {
    @TempDir
    static Path directory;

    private static Running running;

    @BeforeAll
    static void start() throws IOException {
        running = Running.start(directory.resolve("data"), "worked");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        running.close();
    }

    private static JsonNode event(String type, String text) {
        JsonNode found =
                running.get("/api/ledger/events?type=" + type + "&text=" + text).path("events");
        assertThat(found.size()).as(found.toString()).isEqualTo(1);
        return found.get(0);
    }

    private static double share(String vendor, String query) {
        for (JsonNode row : running.get("/api/views/vendor-share?programme=colossus&" + query)
                .path("rows")) {
            if (row.path("vendor").asString().equals(vendor)) {
                return row.path("share").asDouble();
            }
        }
        return 0;
    }

    private static long openRacks(String query) {
        long racks = 0;
        for (JsonNode row :
                running.get("/api/views/backlog?programme=colossus&" + query).path("rows")) {
            racks += row.path("open").path("racks").asLong();
        }
        return racks;
    }

    private static String change(String event, String more) {
        return "{\"event\":\"" + event + "\",\"reason\":\"the source was misread\"" + more + "}";
    }

    @Test
    void a_correction_changes_every_figure_and_leaves_what_was_known_before() throws Exception {
        JsonNode delivery = event("delivery-recorded", "dlv-3");
        long before = openRacks("");
        Instant known = Instant.now();

        long corrected = running.accepted(
                "correct-fact",
                change(
                        delivery.path("id").asString(),
                        ",\"changes\":{\"measures\":{\"racks\":290,\"gpus\":18560,\"value\":{\"amount\":\"2175000000.00\"}}}"));

        assertThat(openRacks("atLeast=" + corrected)).isEqualTo(before + 10);
        assertThat(openRacks("validAsOf=2025-02-01")).isEqualTo(before + 10);
        assertThat(openRacks("knownAsOf=" + known)).isEqualTo(before);
        assertThat(share("dell", "basis=DELIVERED")).isEqualTo(0.633028);
        JsonNode marked =
                running.get("/api/ledger/events/" + delivery.path("position").asLong());
        assertThat(marked.path("event").path("measures").path("racks").asLong()).isEqualTo(300);
        assertThat(marked.path("correctedBy").size()).isEqualTo(1);

        running.kill();
        running.startAgain("none");
        assertThat(openRacks("")).isEqualTo(before + 10);
        long back = running.accepted(
                "correct-fact",
                change(
                        delivery.path("id").asString(),
                        ",\"changes\":{\"measures\":{\"racks\":300,\"gpus\":19200,\"value\":{\"amount\":\"2250000000.00\"}}}"));
        assertThat(openRacks("atLeast=" + back)).isEqualTo(before);
        PublicTopic.assertWhole(running);
    }

    @Test
    void a_correction_that_a_later_fact_speaks_against_is_refused_with_that_fact() {
        JsonNode order = event("server-order-placed", "ord-1-smci");
        JsonNode shift = event("order-shifted-to-vendor", "ord-1-dell-2");

        JsonNode problem = Running.JSON.readTree(
                running.command("correct-fact", change(order.path("id").asString(), """
                        ,"changes":{"totals":null,"allocations":[
                          {"lot":"ord-1-dell","vendor":"dell","measures":{"racks":600,"gpus":38400,
                            "value":{"amount":"4500000000.00","currency":"USD"}}},
                          {"lot":"ord-1-smci","vendor":"supermicro","measures":{"racks":800,"gpus":51200,
                            "value":{"amount":"6000000000.00","currency":"USD"}}}]}"""))
                        .body());
        assertThat(problem.path("rule").asString()).isEqualTo("correction-breaks-history");
        assertThat(problem.path("because").asString())
                .contains(event("delivery-recorded", "dlv-3").path("id").asString());
        JsonNode dependants = Running.JSON.readTree(
                running.command("retract-fact", change(shift.path("id").asString(), ""))
                        .body());
        assertThat(dependants.path("rule").asString()).isEqualTo("has-dependants");
        assertThat(dependants.path("because").asString()).contains("OrderCancelled");
    }

    @Test
    void an_order_that_is_retracted_with_all_that_rests_on_it_is_gone_from_every_view_but_not_from_the_log()
            throws IOException {
        running.accepted("place-server-order", """
                {"order":"gone-1","buyer":"xai","placedOn":"2024-06-19",
                 "allocations":[{"lot":"gone-1-dell","vendor":"dell","measures":{"racks":7}}]}""");
        long delivered = running.accepted("record-delivery", """
                {"delivery":"gone-d","order":"gone-1","measures":{"racks":3},"deliveredOn":"2024-12-31"}""");
        assertThat(running.get("/api/views/orders?atLeast=" + delivered).toString())
                .contains("gone-1");
        String order = event("server-order-placed", "gone-1").path("id").asString();

        long retracted = running.accepted("retract-fact", change(order, ",\"cascade\":true"));

        assertThat(running.get("/api/views/orders?atLeast=" + retracted).toString())
                .doesNotContain("gone-1");
        assertThat(running.get("/api/views/backlog").toString()).doesNotContain("gone-1");
        JsonNode story = running.get("/api/orders/gone-1/history").path("entries");
        assertThat(story.size()).isEqualTo(4);
        assertThat(story.get(0).path("retractedBy").asString())
                .isEqualTo(story.get(2).path("id").asString());
        assertThat(event("server-order-placed", "gone-1").path("retractedBy").asString())
                .isNotEmpty();
        assertThat(new EpcisDocuments().all(running))
                .anySatisfy(document -> assertThat(document.at("/epcisBody/eventList"))
                        .anySatisfy(told -> assertThat(
                                        told.at("/errorDeclaration/reason").asString(""))
                                .isEqualTo("did_not_occur")));
    }

    @Test
    void changes_that_make_no_event_are_malformed() {
        String delivery = event("delivery-recorded", "dlv-1").path("id").asString();
        JsonNode problem =
                Running.JSON.readTree(running.command("correct-fact", change(delivery, ",\"changes\":{\"rakcs\":1}"))
                        .body());
        assertThat(problem.path("status").asInt()).isEqualTo(400);
        assertThat(problem.path("field").asString()).isEqualTo("changes");
        assertThat(problem.path("detail").asString()).contains("rakcs");
    }
}
