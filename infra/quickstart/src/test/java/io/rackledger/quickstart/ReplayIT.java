package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A replay through the front door. */
@Tag("both-databases")
@Timeout(120)
class ReplayIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SHARES = "/api/views/vendor-share?validAsOf=2025-12-31";

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

    private static HttpResponse<String> post(String path, String body) {
        return running.send(HttpRequest.newBuilder(running.queries(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode posted(String path, int status) {
        HttpResponse<String> response = post(path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Running.JSON.readTree(response.body());
    }

    /** What a view answers, without what tells which generation did. */
    private static JsonNode figures() {
        ObjectNode answer = (ObjectNode) running.get(SHARES);
        answer.remove("generation");
        answer.remove("knownAsOf");
        return answer;
    }

    private static String firstFrame(Iterator<String> lines, String event) {
        while (true) {
            if (lines.next().equals("event: " + event)) {
                return lines.next();
            }
        }
    }

    @Test
    void a_view_is_built_anew_swapped_in_and_back_while_its_subscribers_see_each_generation() throws Exception {
        JsonNode before = figures();
        HttpRequest subscription = HttpRequest.newBuilder(running.queries("/api/views/vendor-share/stream"))
                .build();
        try (Stream<String> lines = running.client()
                .send(subscription, HttpResponse.BodyHandlers.ofLines())
                .body()) {
            Iterator<String> frames = lines.iterator();
            assertThat(firstFrame(frames, "snapshot")).startsWith("id: 1:");

            HttpResponse<String> begun = post("/api/replays", "{\"view\":\"vendor-share\"}");
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
            String job = begun.headers().firstValue("Location").orElseThrow();
            await().atMost(LIMIT)
                    .until(() -> running.get(job).path("state").asString().equals("READY"));
            assertThat(running.get(job).path("comparison").path("differing").asLong(-1))
                    .isZero();
            assertThat(posted(job + "/undo", 409).path("state").asString()).isEqualTo("READY");

            assertThat(posted(job + "/swap", 200).path("state").asString()).isEqualTo("SWAPPED");
            assertThat(running.get("/api/views/vendor-share").path("generation").asLong())
                    .isEqualTo(2);
            assertThat(firstFrame(frames, "snapshot")).startsWith("id: 2:");
            assertThat(figures()).isEqualTo(before);

            assertThat(posted(job + "/undo", 200).path("state").asString()).isEqualTo("UNDONE");
            assertThat(running.get("/api/views/vendor-share").path("generation").asLong())
                    .isEqualTo(1);
            assertThat(firstFrame(frames, "snapshot")).startsWith("id: 1:");
            assertThat(figures()).isEqualTo(before);

            String frame = running.send(HttpRequest.newBuilder(running.queries(job + "/stream"))
                            .build())
                    .body();
            assertThat(frame).startsWith("event: progress\n").contains("\"UNDONE\"");
        }
    }

    @Test
    void what_makes_no_sense_is_named() {
        assertThat(post("/api/replays", "{\"view\":\"vendor-shares\"}").statusCode())
                .isEqualTo(404);
        HttpResponse<String> unknown = post("/api/replays", "{\"view\":\"vendor-share\",\"veiw\":1}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(Running.JSON.readTree(unknown.body()).path("field").asString())
                .isEqualTo("veiw");
        for (String body : new String[] {"", "[]", "{", "{}", "{\"view\":3}"}) {
            assertThat(post("/api/replays", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(post("/api/replays/99/swap", "").statusCode()).isEqualTo(404);
        assertThat(running.send(HttpRequest.newBuilder(running.queries("/api/replays/x"))
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }
}
