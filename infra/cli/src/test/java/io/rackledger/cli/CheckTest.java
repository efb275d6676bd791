package io.rackledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckTest {
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

    private Calls.Result check(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("commands.ndjson"), String.join("\n", lines));
        return Calls.run("import", "--check", file.toString(), "--url", server.url());
    }

    @Test
    void every_line_that_would_not_be_taken_is_told_and_what_may_have_been_meant() throws IOException {
        server.deciding(line -> switch (line) {
            case "refused" -> "{\"outcome\":\"refused\",\"rule\":\"exceeds-open\",\"because\":\"more than is open\"}";
            case "broken" ->
                "{\"outcome\":\"broken\",\"field\":\"body.rolez\",\"because\":\"no such field\","
                        + "\"suggestion\":\"did you mean 'roles'?\"}";
            default -> ACCEPTED;
        });

        Calls.Result result = check("good", "", "refused", "broken");

        assertThat(result.out().lines())
                .containsExactly(
                        "3 lines: 1 accepted, 1 refused, 1 broken; 0 of them repeated",
                        "refused  exceeds-open  1",
                        "refused  line 3: exceeds-open: more than is open",
                        "broken   line 4: body.rolez: no such field; did you mean 'roles'?",
                        "nothing was written");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void a_refusal_alone_fails_and_a_good_file_does_not() throws IOException {
        server.deciding(line -> line.equals("refused") ? "{\"outcome\":\"refused\",\"rule\":\"r\"}" : ACCEPTED);

        assertThat(check("good", "refused").status()).isEqualTo(1);
        assertThat(check("good").status()).isZero();
        assertThat(check("good").out()).contains("nothing was written");
    }

    @Test
    void a_long_file_is_one_request_so_that_each_line_is_decided_after_all_before_it() throws IOException {
        server.deciding(line -> ACCEPTED);
        String[] lines =
                IntStream.range(0, 600).mapToObj(i -> i + "y".repeat(1_000)).toArray(String[]::new);

        Calls.Result result = check(lines);

        assertThat(result.out()).as(result.err()).contains("600 lines: 600 accepted");
        assertThat(server.received).containsExactly(lines);
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void a_check_that_breaks_off_does_not_say_that_anything_was_recorded() throws IOException {
        server.deciding(line -> line.equals("c") ? null : ACCEPTED);

        Calls.Result result = check("a", "b", "c", "d");

        assertThat(result.err()).contains("failed").doesNotContain("import the file again");
        assertThat(result.status()).isEqualTo(1);
    }
}
