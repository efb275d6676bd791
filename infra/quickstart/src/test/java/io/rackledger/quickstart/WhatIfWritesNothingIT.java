package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A supposition leaves ledger and tables as they were, byte for byte. */
@Timeout(300)
class WhatIfWritesNothingIT {
    @TempDir
    static Path directory;

    @Test
    void nothing_is_written() throws Exception {
        try (Running running = Running.start(directory.resolve("data"), "worked,listing")) {
            running.end();
            List<String> before = tables();
            running.startAgain("none");
            byte[] export = export(running);

            JsonNode answer = answer(running, """
                    {"preset": "vendor-delisted", "parameters": {"party": "supermicro"}, "commands": [
                     {"command": "cancel-order", "body": {"order": "ord-1", "lot": "ord-1-dell", "extent": {"allOpen": true}}},
                     {"command": "cancel-order", "body": {"order": "ord-1", "lot": "ord-1-dell", "extent": {"allOpen": true}}},
                     {"command": "retract-fact", "body": {"event": "worked-cancellation.1", "reason": "supposed"}}]}""");
            assertThat(answer.path("views")
                            .valueStream()
                            .map(view -> view.path("view").asString()))
                    .contains("delisting-risk", "backlog", "refusals");
            answer(
                    running,
                    "{\"at\": 6, \"preset\": \"shift-open-orders\", \"parameters\": {\"from\": \"supermicro\", \"to\": \"dell\"}}");

            assertThat(export(running)).isEqualTo(export);
            running.end();
            assertThat(before).hasSizeGreaterThan(20);
            assertThat(tables()).isEqualTo(before);
        }
    }

    private static JsonNode answer(Running running, String question) {
        HttpResponse<String> response = running.send(HttpRequest.newBuilder(running.queries("/api/what-if"))
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Running.JSON.readTree(response.body());
    }

    private static byte[] export(Running running) {
        return running.send(HttpRequest.newBuilder(running.queries("/api/ledger/export"))
                        .build())
                .body()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Every row of every table of the views' database, as text. */
    private static List<String> tables() throws SQLException {
        String url =
                "jdbc:h2:file:" + directory.resolve("data").resolve("views").toAbsolutePath();
        try (Connection database = DriverManager.getConnection(url, "sa", "");
                Statement statement = database.createStatement();
                ResultSet script = statement.executeQuery("SCRIPT NOSETTINGS")) {
            List<String> lines = new ArrayList<>();
            while (script.next()) {
                lines.add(script.getString(1));
            }
            return lines;
        }
    }
}
