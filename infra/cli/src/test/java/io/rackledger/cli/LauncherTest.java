package io.rackledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a tree of its own, whose path has blanks, with a JDK and a Maven that tell what they were asked. */
@Timeout(60)
class LauncherTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final String MAIN = "io.rackledger.quickstart.Quickstart";
    private static final String TELL = "for argument in \"$@\"; do echo \"[$argument]\"; done\n";

    @TempDir
    private Path folder;

    private Path tree;
    private Path jdk;
    private Path bin;
    private Path built;

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void plant() throws IOException {
        tree = Files.createDirectories(folder.resolve("a tree"));
        copy("rackledger");
        copy("pom.xml");
        for (String call : List.of(
                "rackledger",
                "up",
                "down",
                "status",
                "import",
                "export",
                "replay",
                "verify",
                "witness",
                "key",
                "erase",
                "bench",
                "chaos",
                "test")) {
            copy("infra/cli/usage/" + call + ".txt");
        }
        jdk = folder.resolve("a jdk");
        program(jdk.resolve("bin/java"), TELL);
        program(jdk.resolve("bin/javac"), "");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        bin = folder.resolve("some bin");
        built = tree.resolve("infra/quickstart/target/dist/.built");
        program(
                bin.resolve("mvn"),
                "touch '" + folder.resolve("asked") + "'\nmkdir -p '" + built.getParent() + "' && touch '" + built
                        + "'\n");
        age(Files.createDirectories(tree.resolve("shared-events/src/main")));
        age(tree.resolve("pom.xml"));
    }

    @Test
    void its_syntax_is_that_of_a_posix_shell() throws Exception {
        assertThat(run(List.of("sh", "-n", tree.resolve("rackledger").toString())))
                .isEqualTo(new Result(0, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up", "down", "status", "import", "export", "replay", "verify", "witness", "key", "erase", "bench",
                "chaos", "test"
            })
    void every_call_has_help(String call) throws Exception {
        Result result = launch(call, "--help");

        assertThat(result.out()).startsWith("Usage: rackledger " + call);
        assertThat(result.status()).isZero();
        assertThat(launch("help", call)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "import", "export", "replay", "key"})
    void its_help_names_every_option_that_the_call_takes(String call) throws Exception {
        String help = launch(call, "--help").out();

        assertThat(Calls.run(call, "--help").out().split("\\s+"))
                .filteredOn(word -> word.startsWith("--"))
                .extracting(word -> word.replaceAll("[^a-z-].*", ""))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(help).contains(option));
    }

    @Test
    void help_of_all_names_every_call() throws Exception {
        assertThat(launch("--help").out())
                .contains(
                        "up ",
                        "down ",
                        "status ",
                        "import FILE",
                        "export FILE",
                        "verify [FILE]",
                        "witness ",
                        "key FILE",
                        "erase NAME",
                        "replay VIEW",
                        "bench ",
                        "chaos ",
                        "test ");
        assertThat(launch("help").status()).isZero();
    }

    @Test
    void wrong_usage_is_status_2() throws Exception {
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("nonsense"),
                List.of("--nonsense"),
                List.of("down", "--nonsense"),
                List.of("down", "--data"),
                List.of("test", "--nonsense"))) {
            Result result = launch(wrong.toArray(String[]::new));
            assertThat(result.status()).as(wrong.toString()).isEqualTo(2);
            assertThat(result.err()).contains("Usage: rackledger");
        }
    }

    @Test
    void a_jdk_that_is_too_old_is_declined_in_one_sentence() throws Exception {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.4\"\n");

        Result result = launch("up");

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("25");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void up_hands_its_arguments_on_as_they_are() throws Exception {
        Result result = launch("up", "--data", "my data", "--port", "0");

        assertThat(result.out().lines().toList())
                .containsSubsequence(
                        "[-cp]",
                        "[" + tree.toRealPath().resolve("infra/quickstart/target/dist/lib") + "/*]",
                        "[" + MAIN + "]",
                        "[--data]",
                        "[my data]",
                        "[--port]",
                        "[0]");
        assertThat(result.status()).isZero();
    }

    @Test
    void chaos_hands_its_arguments_and_the_class_cache_on() throws Exception {
        Result result = launch("chaos", "--rounds", "3");

        assertThat(result.out().lines().toList())
                .containsSubsequence(
                        "[-Drackledger.child.aot-cache="
                                + tree.toRealPath().resolve("infra/quickstart/target/dist/start.aot") + "]",
                        "[io.rackledger.quickstart.chaos.Chaos]",
                        "[--rounds]",
                        "[3]");
        assertThat(result.status()).isZero();
    }

    @Test
    void witness_hands_its_arguments_on_as_they_are() throws Exception {
        Result result = launch("witness", "--log", "a log+1+key", "--data", "my data");

        assertThat(result.out().lines().toList())
                .endsWith(
                        "[io.rackledger.witness.WitnessCommand]", "[--log]", "[a log+1+key]", "[--data]", "[my data]");
        assertThat(result.status()).isZero();
    }

    @Test
    void erase_hands_its_arguments_on_as_they_are() throws Exception {
        Result result = launch("erase", "Jane Doe", "--data", "my data", "--yes");

        assertThat(result.out().lines().toList())
                .endsWith("[io.rackledger.erasure.EraseCommand]", "[Jane Doe]", "[--data]", "[my data]", "[--yes]");
        assertThat(result.status()).isZero();
    }

    @Test
    void erase_reads_every_name_whatever_the_locale() throws Exception {
        program(jdk.resolve("bin/java"), "echo \"$LC_ALL\"\n");

        for (String locale : List.of("C", "POSIX", "")) {
            assertThat(localeOfErase(locale)).isEqualTo("C.UTF-8");
        }
        assertThat(localeOfErase("de_DE.utf8")).isEqualTo("de_DE.utf8");
    }

    private String localeOfErase(String locale) throws Exception {
        String launcher = tree.resolve("rackledger").toString();
        return run(List.of("env", "LANG=", "LC_CTYPE=", "LC_ALL=" + locale, "sh", launcher, "erase", "Žofia"))
                .out()
                .lines()
                .reduce((first, last) -> last)
                .orElse("");
    }

    @Test
    void up_builds_what_is_missing_or_older_than_its_sources_and_nothing_else() throws Exception {
        launch("up");
        assertThat(wasBuilt()).isTrue();

        launch("up");
        assertThat(wasBuilt()).isFalse();

        Path source = Files.writeString(tree.resolve("shared-events/src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        launch("up");
        assertThat(wasBuilt()).isTrue();
    }

    @Test
    void bench_builds_its_peers_only_when_it_is_asked_for_them() throws Exception {
        program(bin.resolve("mvn"), """
                echo "$@" >>'%1$s/builds'
                for module in infra/bench infra/peers/axon4 infra/peers/outbox infra/peers/pekko; do
                  case " $* " in *" $module "*) touch '%2$s/'$module/target/dist/.built ;; esac
                done
                """.formatted(folder, tree));
        Files.createDirectories(tree.resolve("infra/bench/target/dist"));
        for (String peer : List.of("axon4", "outbox", "pekko")) {
            Files.createDirectories(tree.resolve("infra/peers/" + peer + "/target/dist"));
        }

        assertThat(launch("bench", "--quick").status()).isZero();
        assertThat(Files.readString(folder.resolve("builds")))
                .contains("infra/bench")
                .doesNotContain("peers");

        Result result = launch("bench", "--quick", "--peers");
        assertThat(result.out().lines().toList()).endsWith("[--quick]", "[--peers]");
        assertThat(Files.readAllLines(folder.resolve("builds")))
                .hasSize(2)
                .last(InstanceOfAssertFactories.STRING)
                .contains("-pl infra/peers/axon4", "-Ppeers");

        launch("bench", "--quick", "--peers");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(2);

        launch("bench", "commands", "--peers");
        assertThat(Files.readAllLines(folder.resolve("builds")))
                .hasSize(4)
                .element(2, InstanceOfAssertFactories.STRING)
                .contains("-pl infra/peers/outbox", "-Ppeers");
        assertThat(Files.readString(folder.resolve("builds"))).contains("-pl infra/peers/pekko");
    }

    @Test
    void a_call_to_what_runs_does_not_rebuild_beneath_it() throws Exception {
        launch("up");
        assertThat(wasBuilt()).isTrue();
        Path source = Files.writeString(tree.resolve("shared-events/src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

        Result result = launch("import", "my file");

        assertThat(result.out().lines().toList()).endsWith("[io.rackledger.cli.Main]", "[import]", "[my file]");
        assertThat(wasBuilt()).isFalse();
    }

    @Test
    void a_build_that_fails_shows_why() throws Exception {
        program(bin.resolve("mvn"), "echo 'it does not compile'\nexit 1\n");

        Result result = launch("up");

        assertThat(result.err()).contains("it does not compile", "target/build.log");
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void what_was_detached_is_found_and_stopped() throws Exception {
        Path data = folder.resolve("my data");
        // Waits at a pipe that nobody writes to, until it is told to end.
        program(jdk.resolve("bin/java"), """
                mkfifo '%1$s/never'
                echo "{\\"pid\\":$$, \\"dashboard\\":\\"http://127.0.0.1:1\\", \\"ready\\": true}" >'%1$s/rackledger.json'
                read -r line <'%1$s/never'
                """.formatted(data));
        try {
            Result up = launch("up", "--detach", "--data", data.toString());
            assertThat(up.out()).contains("http://127.0.0.1:1");
            assertThat(up.status()).as(up.err()).isZero();

            Result again = launch("up", "--detach", "--data", data.toString());
            assertThat(again.err()).contains("already");
            assertThat(again.status()).isEqualTo(1);
        } finally {
            Result down = launch("down", "--data", data.toString());
            assertThat(down.out()).contains("Stopped");
        }
        assertThat(data.resolve("rackledger.json")).doesNotExist();
        assertThat(launch("down", "--data", data.toString()).out()).contains("Nothing runs");
    }

    @Test
    void down_never_stops_a_process_that_only_got_the_number() throws Exception {
        Path data = Files.createDirectories(folder.resolve("my data"));
        long mine = ProcessHandle.current().pid();
        Files.writeString(data.resolve("rackledger.json"), "{\"pid\":" + mine + ",\"ready\":true}");

        assertThat(launch("down", "--data=" + data).out()).contains("Nothing runs");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void what_dies_while_it_starts_is_told_with_its_last_words(int status) throws Exception {
        program(jdk.resolve("bin/java"), "echo 'the port is taken'\nexit " + status + "\n");

        Result result =
                launch("up", "--detach", "--data", folder.resolve("data").toString());

        assertThat(result.err()).contains("the port is taken");
        assertThat(result.status()).isEqualTo(status);
    }

    @Test
    void test_verifies_with_the_browser_that_is_named() throws Exception {
        program(bin.resolve("mvn"), TELL + "echo \"$PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD $RACKLEDGER_CHROMIUM\"\n");
        Path browser = bin.resolve("my chromium");
        program(browser, "");

        Result result = run(List.of(
                "env", "CHROMIUM=" + browser, "sh", tree.resolve("rackledger").toString(), "test"));

        assertThat(result.out().lines().toList()).endsWith("[verify]", "1 " + browser);
        assertThat(result.status()).as(result.err()).isZero();
    }

    @Test
    void test_does_not_guess_another_browser_than_the_one_that_is_named() throws Exception {
        Result result = run(List.of(
                "env", "CHROMIUM=/nowhere", "sh", tree.resolve("rackledger").toString(), "test"));

        assertThat(result.err()).contains("/nowhere");
        assertThat(result.status()).isEqualTo(1);
    }

    private boolean wasBuilt() throws IOException {
        return Files.deleteIfExists(folder.resolve("asked"));
    }

    private void copy(String name) throws IOException {
        Path target = tree.resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(PROJECT.resolve(name), target);
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Result launch(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", tree.resolve("rackledger").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Result run(List<String> command) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("RACKLEDGER_JAVA_HOME", jdk.toString());
        builder.environment().merge("PATH", bin.toString(), (path, first) -> first + File.pathSeparator + path);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
