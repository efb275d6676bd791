package io.rackledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StatusCommandTest {
    private static final String VIEW =
            "{\"name\":\"vendor-share\",\"parameters\":[],\"position\":41,\"generation\":2,\"lag\":0}";

    @TempDir
    private Path data;

    private FakeServer dashboard;
    private FakeServer commands;

    @BeforeEach
    void start() throws IOException {
        dashboard = new FakeServer();
        commands = new FakeServer();
        Files.writeString(data.resolve("rackledger.json"), """
                {"pid": 4711, "dashboard": "%s", "commands": "%s", "broker": "127.0.0.1:9092",
                 "startedAt": "2026-01-02T03:04:05Z", "ready": true}
                """.formatted(dashboard.url(), commands.url()));
    }

    @AfterEach
    void stop() {
        dashboard.close();
        commands.close();
    }

    @Test
    void addresses_health_and_views_are_shown() {
        up(dashboard).answering("/api/views", 200, "[" + VIEW + "]");
        up(commands);

        Calls.Result result = status();

        assertThat(result.out())
                .contains(dashboard.url(), commands.url(), "127.0.0.1:9092", "4711", "2026-01-02T03:04:05Z")
                .containsPattern("vendor-share +41 +2 +0");
        assertThat(result.status()).isZero();
    }

    @Test
    void the_catalogue_may_stand_under_a_name() {
        up(dashboard).answering("/api/views", 200, "{\"views\":[" + VIEW + "]}");
        up(commands);

        assertThat(status().out()).containsPattern("vendor-share +41 +2 +0");
    }

    @Test
    void a_service_that_is_not_ready_is_shown_and_fails() {
        up(dashboard).answering("/api/views", 200, "[]");
        commands.answering("/actuator/health", 503, "{\"status\":\"OUT_OF_SERVICE\"}");

        Calls.Result result = status();

        assertThat(result.out()).contains("OUT_OF_SERVICE");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void services_that_do_not_answer_are_shown_and_fail() {
        dashboard.close();
        commands.close();

        Calls.Result result = status();

        assertThat(result.out()).containsPattern("dashboard.*no answer").containsPattern("commands.*no answer");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void where_nothing_runs_one_sentence_says_so() {
        Calls.Result result =
                Calls.run("status", "--data", data.resolve("empty").toString());

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("nothing runs");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void a_file_that_cannot_be_read_is_named() throws IOException {
        Files.writeString(data.resolve("rackledger.json"), "{");

        Calls.Result result = status();

        assertThat(result.err()).contains("rackledger.json");
        assertThat(result.status()).isEqualTo(1);
    }

    private static FakeServer up(FakeServer server) {
        return server.answering("/actuator/health", 200, "{\"status\":\"UP\"}");
    }

    private Calls.Result status() {
        return Calls.run("status", "--data", data.toString());
    }
}
