package io.rackledger.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EraseCommandTest {
    @TempDir
    private Path data;

    private record Result(int status, String out) {}

    private Result run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new EraseCommand(new PrintWriter(out, true)));
        line.setErr(new PrintWriter(out, true));
        return new Result(line.execute(arguments), out.toString());
    }

    private SubjectKeys keys() {
        return new SubjectKeys(data.resolve(SubjectKeys.FOLDER));
    }

    @Test
    void without_a_name_it_tells_who_has_a_key() {
        Saved.encrypt(keys(), "Jane Doe", "yes");
        Saved.encrypt(keys(), "John", "no");

        assertThat(run("--data", data.toString())).isEqualTo(new Result(0, "Jane Doe\nJohn\n"));
    }

    @Test
    void nothing_is_destroyed_until_it_is_said_twice() throws IOException {
        Saved.encrypt(keys(), "Jane Doe", "yes");

        assertThat(run("Jane Doe", "--data", data.toString()).status()).isZero();
        assertThat(keys().subjects()).containsOnlyKeys("Jane Doe");
        assertThat(run("Jane Doe", "--data", data.toString(), "--yes").status()).isZero();
        assertThat(keys().subjects()).isEmpty();
    }

    @Test
    void keys_may_be_elsewhere() throws IOException {
        Path elsewhere = data.resolve("elsewhere");
        Saved.encrypt(new SubjectKeys(elsewhere), "Jane Doe", "yes");

        assertThat(run("Jane Doe", "--keys", elsewhere.toString(), "--yes").status())
                .isZero();
        assertThat(new SubjectKeys(elsewhere).subjects()).isEmpty();
    }

    @Test
    void who_has_no_key_is_told_so() {
        Saved.encrypt(keys(), "Jane Doe", "yes");

        assertThat(run("jane", "--data", data.toString(), "--yes").status()).isOne();
        assertThat(run("--data", data.resolve("nowhere").toString()).status()).isZero();
    }

    @Test
    void a_file_that_is_no_key_is_named() throws IOException {
        Path folder = Files.createDirectories(data.resolve(SubjectKeys.FOLDER));
        Path file = Files.writeString(folder.resolve("0".repeat(32) + ".key"), "nonsense");

        Result result = run("Jane Doe", "--data", data.toString(), "--yes");

        assertThat(result.status()).isOne();
        assertThat(result.out()).contains(file.toString());
    }

    @Test
    void a_file_that_is_no_key_keeps_nobody_else_from_being_erased() throws IOException {
        Saved.encrypt(keys(), "Jane Doe", "yes");
        Path file = Files.writeString(data.resolve(SubjectKeys.FOLDER).resolve("0".repeat(32) + ".key"), "nonsense");

        Result result = run("Jane Doe", "--data", data.toString(), "--yes");

        assertThat(keys().subjects()).isEmpty();
        assertThat(result.status()).isOne();
        assertThat(result.out()).contains(file.toString());
    }

    @Test
    void a_name_is_one_line_whatever_somebody_sent() {
        Saved.encrypt(keys(), "Jane\n\u001b[2J", "yes");

        assertThat(run("--data", data.toString()).out()).isEqualTo("Jane\\u000a\\u001b[2J\n");
    }

    @Test
    void wrong_usage_is_told_apart() {
        assertThat(run("--nonsense").status()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("Jane", "Doe").status()).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
