package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** kill -9 in the middle of an import, and the same import again. */
@Tag("both-databases")
class KillIT {
    private static final int LINES = 3_000;

    @TempDir
    Path directory;

    @Test
    void an_import_that_was_killed_and_repeated_is_as_if_imported_once() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            lines.append(
                    "{\"command\":\"register-party\",\"id\":\"k-%d\",\"body\":{\"party\":\"k-%d\",\"legalName\":\"K\",\"roles\":[]}}\n"
                            .formatted(i, i % (LINES - 100)));
        }
        byte[] all = lines.toString().getBytes(StandardCharsets.UTF_8);
        try (Running running = Running.start(directory.resolve("data"), "none")) {
            CompletableFuture<HttpResponse<String>> importing = running.client()
                    .sendAsync(
                            HttpRequest.newBuilder(running.commands("/api/import"))
                                    .header("Content-Type", "application/x-ndjson")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(all))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> running.get("/api/ledger/events?limit=1")
                                    .path("position")
                                    .asLong()
                            > 20);
            running.kill();
            assertThat(importing).failsWithin(Duration.ofSeconds(20));

            running.startAgain("none");
            List<JsonNode> answers = running.importLines(all);

            assertThat(answers).hasSize(LINES);
            assertThat(answers.stream()
                            .limit(LINES - 100)
                            .map(a -> a.path("outcome").asString()))
                    .containsOnly("accepted");
            assertThat(answers.stream()
                            .skip(LINES - 100)
                            .map(a -> a.path("rule").asString()))
                    .containsOnly("party-exists");
            assertThat(answers.getFirst().path("repeated").asBoolean()).isTrue();
            assertThat(running.get("/api/ledger/events?limit=1")
                            .path("position")
                            .asLong())
                    .isEqualTo(LINES - 1);
            assertThat(answers.getLast().path("position").asLong()).isEqualTo(LINES - 1);
        }
    }
}
