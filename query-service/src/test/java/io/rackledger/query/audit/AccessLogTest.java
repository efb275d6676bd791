package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Hash;
import io.rackledger.query.audit.AccessLog.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Who looked at what stays on record, in an unbroken chain. */
class AccessLogTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("kept").resolve("access.ndjson");
    }

    private static Access access(int number) {
        return new Access(Instant.EPOCH, "auditor", "127.0.0.1", "GET", "/api/ledger/events", "from=" + number);
    }

    private static void assertChained(List<String> lines) {
        String prev = Hash.ZERO.toString();
        for (String line : lines) {
            assertThat(JSON.readTree(line).path("prev").asString()).as(line).isEqualTo(prev);
            prev = Hash.digest(line.getBytes(StandardCharsets.UTF_8)).toString();
        }
    }

    @Test
    void each_question_is_a_line_that_names_the_one_before_also_over_restarts() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (AccessLog log = new AccessLog(file())) {
                log.record(access(2 * i));
                log.record(access(2 * i + 1));
            }
        }

        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(10);
        assertThat(JSON.readTree(lines.get(7)).path("query").asString()).isEqualTo("from=7");
        assertChained(lines);
    }

    @Test
    void a_line_that_a_crash_cut_off_stays_as_it_is_and_is_named_by_the_next() throws IOException {
        try (AccessLog log = new AccessLog(file())) {
            log.record(access(0));
        }
        Files.writeString(file(), "{\"at\":\"19", StandardOpenOption.APPEND);
        try (AccessLog log = new AccessLog(file())) {
            log.record(access(1));
        }

        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo("{\"at\":\"19");
        assertThat(JSON.readTree(lines.get(2)).path("prev").asString())
                .isEqualTo(Hash.digest(lines.get(1).getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    @Test
    void two_cannot_write_to_it() throws IOException {
        try (AccessLog log = new AccessLog(file());
                AccessLog other = new AccessLog(file())) {
            log.record(access(0));
            assertThatThrownBy(() -> other.record(access(1))).isInstanceOf(IOException.class);
            assertThat(log.read(0, 10).lines()).hasSize(1);
        }
    }

    @Test
    void what_cannot_be_recorded_is_an_error_until_it_can_be_again() throws IOException {
        Path blocked = folder.resolve("blocked");
        Files.writeString(blocked, "a file where a folder is wanted");
        try (AccessLog log = new AccessLog(blocked.resolve("access.ndjson"))) {
            assertThatThrownBy(() -> log.record(access(0))).isInstanceOf(IOException.class);
            Files.delete(blocked);
            log.record(access(1));
            assertThat(log.read(0, 10).lines()).hasSize(1);
        }
    }

    @Test
    void it_is_read_in_pages() throws IOException {
        try (AccessLog log = new AccessLog(file())) {
            assertThat(log.read(0, 2)).isEqualTo(new AccessLog.Lines(List.of(), false));
            for (int i = 0; i < 5; i++) {
                log.record(access(i));
            }
            List<String> all = Files.readAllLines(file());
            assertThat(log.read(0, 2)).isEqualTo(new AccessLog.Lines(all.subList(0, 2), true));
            assertThat(log.read(4, 2)).isEqualTo(new AccessLog.Lines(all.subList(4, 5), false));
        }
    }
}
