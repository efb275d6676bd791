package io.rackledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExportCommandTest {
    private static final String PATH = "/api/ledger/export";

    @TempDir
    private Path folder;

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_file_holds_what_the_server_sent() throws IOException {
        String ledger = "{\"position\":0}\n".repeat(10_000);
        server.answering(PATH, 200, ledger);
        Path file = Files.writeString(folder.resolve("my ledger.ndjson"), "an earlier one");

        Calls.Result result = exporting(file);

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(file).hasContent(ledger.strip());
        assertThat(result.out()).contains("10000 lines");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void an_answer_that_breaks_off_leaves_the_earlier_file_and_nothing_else() throws IOException {
        server.breakingOffAfter(PATH, "{\"position\":0}\n");
        Path file = Files.writeString(folder.resolve("ledger.ndjson"), "an earlier one");

        Calls.Result result = exporting(file);

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.status()).isEqualTo(1);
        assertThat(file).hasContent("an earlier one");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void a_server_that_declines_is_quoted_and_leaves_no_file() throws IOException {
        server.answering(PATH, 503, "{\"detail\":\"not caught up yet\"}");

        Calls.Result result = exporting(folder.resolve("ledger.ndjson"));

        assertThat(result.err()).contains("not caught up yet");
        assertThat(result.status()).isEqualTo(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_fails_in_one_sentence() {
        server.answering(PATH, 200, "");

        Calls.Result result = exporting(folder.resolve("nowhere/ledger.ndjson"));

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.status()).isEqualTo(1);
    }

    private Calls.Result exporting(Path file) {
        return Calls.run("export", file.toString(), "--url", server.url());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
