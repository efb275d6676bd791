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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A supposition leaves ledger and tables as they were, byte for byte. */
@Tag("both-databases")
@Timeout(300)
class WhatIfWritesNothingIT {
    @TempDir
    static Path directory;

    @Test
    void nothing_is_written() throws Exception {
        try (Running running = Running.start(directory.resolve("data"), "worked,listing")) {
            running.end();
            List<String> before = tables(running.database());
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
            assertThat(tables(running.database())).isEqualTo(before);
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
    private static List<String> tables(String url) throws SQLException {
        try (Connection database = DriverManager.getConnection(url, "sa", "");
                ResultSet tables =
                        database.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            List<String> rows = new ArrayList<>();
            while (tables.next()) {
                if (tables.getString("TABLE_SCHEM").equalsIgnoreCase("public")) {
                    rows.addAll(rows(database, tables.getString("TABLE_NAME")));
                }
            }
            return rows;
        }
    }

    private static List<String> rows(Connection database, String table) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet all = statement.executeQuery("select * from \"" + table + "\"")) {
            int columns = all.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (all.next()) {
                StringBuilder row = new StringBuilder(table);
                for (int i = 1; i <= columns; i++) {
                    row.append('\t').append(all.getString(i));
                }
                rows.add(row.toString());
            }
            Collections.sort(rows);
            return rows;
        }
    }
}
