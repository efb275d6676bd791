package io.rackledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImportCommandTest {
    private static final String ACCEPTED = "{\"outcome\":\"accepted\",\"position\":1,\"events\":[]}";

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
    void outcomes_are_counted_and_a_refusal_is_no_failure() throws IOException {
        server.importing(line -> switch (line) {
            case "a" -> ACCEPTED;
            case "b" -> "{\"outcome\":\"accepted\",\"repeated\":true}";
            default -> "{\"outcome\":\"refused\",\"rule\":\"exceeds-open\",\"because\":\"more than is open\"}";
        });

        Calls.Result result = importing("a", "b", "c", "c");

        assertThat(result.out())
                .contains("4 lines: 2 accepted, 2 refused, 0 broken; 1 of them repeated")
                .contains("refused  exceeds-open  2");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void a_broken_line_is_told_with_its_place_in_the_file() throws IOException {
        server.importing(line -> line.equals("bad")
                ? "{\"outcome\":\"broken\",\"field\":\"body.order\",\"because\":\"is missing\"}"
                : ACCEPTED);

        Calls.Result result = importing("a", "", "bad", "  ", "b");

        assertThat(result.out()).contains("broken   line 3: body.order: is missing");
        assertThat(server.received).containsExactly("a", "bad", "b");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void of_many_broken_lines_the_first_twenty_are_shown() throws IOException {
        server.importing(line -> "{\"outcome\":\"broken\",\"because\":\"no JSON\"}");

        Calls.Result result =
                importing(IntStream.range(0, 25).mapToObj(i -> "x" + i).toArray(String[]::new));

        assertThat(result.out())
                .contains("line 20: no JSON", "and 5 lines more")
                .doesNotContain("line 21");
    }

    @Test
    void a_file_of_many_pieces_arrives_whole_and_in_order_however_long_the_answers() throws IOException {
        String longAnswer = ACCEPTED.replace("[]", "[\"" + "x".repeat(30_000) + "\"]");
        server.importing(line -> longAnswer);
        String[] lines =
                IntStream.range(0, 600).mapToObj(i -> i + "y".repeat(30_000)).toArray(String[]::new);

        Calls.Result result = importing(lines);

        assertThat(server.received).containsExactly(lines);
        assertThat(result.out()).contains("600 lines: 600 accepted");
        assertThat(result.status()).isZero();
    }

    @Test
    void an_answer_that_breaks_off_fails_with_what_was_answered_before() throws IOException {
        server.importing(line -> line.equals("c") ? null : ACCEPTED);

        Calls.Result result = importing("a", "b", "c", "d");

        assertThat(result.out()).contains("2 lines: 2 accepted");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("the connection to", "import the file again");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void a_line_without_an_answer_is_a_failure() throws IOException {
        server.answering("/api/import", 200, ACCEPTED + "\n");

        Calls.Result result = importing("a", "b");

        assertThat(result.err()).contains("left line 2 without an answer");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void an_answer_that_is_none_is_a_failure() throws IOException {
        server.importing(line -> "<html>");

        Calls.Result result = importing("a");

        assertThat(result.err()).contains("answer to line 1");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void a_server_that_declines_is_quoted() throws IOException {
        server.answering("/api/import", 503, "{\"title\":\"ledger-unavailable\",\"detail\":\"the broker is away\"}");

        Calls.Result result = importing("a");

        assertThat(result.err()).contains("503", "the broker is away");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void a_server_that_falls_silent_is_given_up() throws IOException {
        try (ServerSocket mute = new ServerSocket(0);
                Http http = new Http(Duration.ofMillis(200))) {
            URI uri = URI.create("http://127.0.0.1:" + mute.getLocalPort() + "/api/import");

            assertThatThrownBy(() -> http.postLines(uri, new byte[] {'a', '\n'}, line -> {}))
                    .isInstanceOf(FailedException.class)
                    .hasMessageContaining("silent");
        }
    }

    @Test
    void where_no_server_runs_one_sentence_says_so() throws IOException {
        server.close();

        Calls.Result result = importing("a");

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("no server answers at " + server.url());
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void a_missing_file_fails_with_its_name() {
        Calls.Result result =
                Calls.run("import", folder.resolve("nowhere.ndjson").toString());

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("nowhere.ndjson");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void a_line_beyond_the_limit_fails_before_anything_is_sent() throws IOException {
        server.importing(line -> ACCEPTED);

        Calls.Result result = importing("a", "x".repeat(NdjsonFile.LONGEST_LINE + 1));

        assertThat(result.err()).contains("line 2 is longer");
        assertThat(server.received).isEmpty();
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void the_address_is_found_by_the_data_folder() throws IOException {
        server.importing(line -> ACCEPTED);
        Files.writeString(
                folder.resolve("rackledger.json"),
                "{\"pid\":1,\"ready\":true,\"commands\":\"" + server.url()
                        + "\",\"dashboard\":\"http://127.0.0.1:1\"}");

        Calls.Result result = Calls.run("import", file("a").toString(), "--data", folder.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(server.received).containsExactly("a");
    }

    @Test
    void progress_is_for_terminals_only() throws IOException {
        server.importing(line -> ACCEPTED);

        assertThat(importing("a").err()).isEmpty();
        assertThat(Calls.onTerminal("import", file("a", "b").toString(), "--url", server.url())
                        .err())
                .contains("1 of 2 lines");
    }

    @Test
    void wrong_usage_is_status_2() throws IOException {
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("import"),
                List.of("nonsense"),
                List.of("import", "a", "b"),
                List.of("import", "a", "--nonsense"),
                List.of("import", file("a").toString(), "--url", "127.0.0.1:8081"))) {
            assertThat(Calls.run(wrong.toArray(String[]::new)).status())
                    .as(wrong.toString())
                    .isEqualTo(2);
        }
    }

    @Test
    void every_call_has_help() {
        for (String call : List.of("import", "export", "status")) {
            Calls.Result result = Calls.run(call, "--help");
            assertThat(result.out()).contains("Usage: rackledger " + call, "--data");
            assertThat(result.status()).isZero();
        }
        assertThat(Calls.run("--help").status()).isZero();
    }

    private Calls.Result importing(String... lines) throws IOException {
        return Calls.run("import", file(lines).toString(), "--url", server.url());
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("commands.ndjson"), String.join("\n", lines));
    }
}
