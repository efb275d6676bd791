package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.erasure.EraseCommand;
import io.rackledger.erasure.SubjectKeys;
import io.rackledger.format.Hash;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.TlogProof;
import io.rackledger.transparency.Trust;
import io.rackledger.verify.VerifyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What people wrote in a whole Rackledger that is erasable, from the command to the bytes on the disk. */
class ErasureIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** All that follows is of words that nobody else uses. */
    private static final String JANE = "Jane Xylopharn";

    private static final String QUOTE = "Zwölf Quastenflosser";
    private static final String REASON = "a quixotic remark";

    private static final String REGISTERED = """
            {"party":"acme-x","legalName":"Acme","roles":["VENDOR"],"mode":"OBSERVED",
             "provenance":{"source":"mail-1","quote":"%s","asserter":"%s","confidence":"REPORTED"}}""".formatted(QUOTE, JANE);

    @TempDir
    static Path directory;

    private static Path data;
    private static Running running;

    @BeforeAll
    static void start() throws Exception {
        data = directory.resolve("data");
        running = Running.start(data, "worked", "--erasable");
        running.accepted("register-source", """
                {"source":"mail-1","title":"A mail","publisher":"somebody","publishedOn":"2026-11","sha256":"%s"}""".formatted("ab".repeat(32)));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        running.close();
    }

    private static int erase(String... arguments) {
        return new CommandLine(new EraseCommand(new PrintWriter(new StringWriter()))).execute(arguments);
    }

    private static void assertVerifies(Path... files) throws IOException {
        Path ledger = Files.writeString(directory.resolve("ledger.ndjson"), running.text("/api/ledger/export"));
        StringWriter report = new StringWriter();
        CommandLine verify = new CommandLine(new VerifyCommand(new PrintWriter(report, true)));
        String key = running.text("/api/ledger/keys").strip();
        for (Path file : Stream.concat(Stream.of(ledger), Stream.of(files)).toList()) {
            assertThat(verify.execute(file.toString(), "--key", key))
                    .as(report.toString())
                    .isZero();
        }
        Path views = Files.writeString(directory.resolve("views.ndjson"), running.text("/api/views/export"));
        assertThat(verify.execute(ledger.toString(), "--key", key, "--views", views.toString()))
                .as(report.toString())
                .isZero();
    }

    /** Files beside the keys that hold a text, in the encodings that anything here writes. */
    private static List<String> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(data.resolve(SubjectKeys.FOLDER)))
                    .filter(file -> isIn(file, text.getBytes(StandardCharsets.UTF_8))
                            || isIn(file, text.getBytes(StandardCharsets.UTF_16BE)))
                    .map(file -> data.relativize(file).toString())
                    .toList();
        }
    }

    private static boolean isIn(Path file, byte[] text) {
        try {
            return latin(Files.readAllBytes(file)).contains(latin(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void what_is_erased_is_in_no_file_and_every_proof_of_it_goes_on_to_verify() throws Exception {
        HttpResponse<String> registered = running.command("register-party", REGISTERED, "jane-1");
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
        assertThat(registered.body()).doesNotContain(JANE, QUOTE);
        long position =
                Running.JSON.readTree(registered.body()).path("position").asLong();
        long retracted =
                running.accepted("retract-fact", "{\"event\":\"jane-1.1\",\"reason\":\"%s\"}".formatted(REASON));
        JsonNode before = running.get("/api/ledger/events/" + position);
        assertThat(before.path("quote").asString()).isEqualTo(QUOTE);
        assertThat(before.path("asserter").asString()).isEqualTo(JANE);
        assertThat(running.get("/api/ledger/events/" + retracted)
                        .path("event")
                        .path("reason")
                        .asString())
                .isEqualTo(REASON);
        await().atMost(LIMIT).until(() -> signed() > retracted);
        TlogProof proof = TlogProof.parse(
                running.text("/api/ledger/events/" + position + "/proof").getBytes(StandardCharsets.UTF_8));
        Path export = Files.writeString(directory.resolve("before.ndjson"), running.text("/api/ledger/export"));

        assertThat(erase(JANE, "--data", data.toString(), "--yes")).isZero();

        JsonNode after = running.get("/api/ledger/events/" + position);
        assertThat(after.path("quote").asString()).isEqualTo(SubjectKeys.ERASED);
        assertThat(after.path("asserter").asString()).isEqualTo(SubjectKeys.ERASED);
        assertThat(after.path("actor").asString()).isEqualTo("local");
        assertThat(running.get("/api/ledger/events/" + retracted)
                        .path("event")
                        .path("reason")
                        .asString())
                .isEqualTo(REASON);
        Hash leaf = Hash.parse(after.path("leaf").asString());
        NoteVerifier key = NoteVerifier.parse(running.text("/api/ledger/keys").strip());
        proof.verify(leaf, new Trust(key.name(), List.of(key), List.of(), 0));
        assertVerifies(export);

        running.end();
        assertThat(filesWith("acme-x")).anyMatch(file -> file.startsWith("broker/log/rackledger-ledger-0/"));
        assertThat(filesWith(JANE)).isEmpty();
        assertThat(filesWith(QUOTE)).isEmpty();
        assertThat(filesWith(REASON)).isEmpty();
        running.startAgain("none");
        assertThat(running.get("/api/ledger/events/" + position).path("quote").asString())
                .isEqualTo(SubjectKeys.ERASED);
        assertThat(running.get("/api/ledger/events/" + retracted)
                        .path("event")
                        .path("reason")
                        .asString())
                .isEqualTo(REASON);
    }

    @Test
    void who_repeats_a_command_gets_its_first_outcome_also_once_its_text_is_erased() throws Exception {
        String asked = REGISTERED.replace("acme-x", "acme-y");
        HttpResponse<String> first = running.command("register-party", asked, "jane-2");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        JsonNode outcome = Running.JSON.readTree(first.body());

        for (boolean erased : new boolean[] {false, true}) {
            if (erased) {
                assertThat(erase(JANE, "--data", data.toString(), "--yes")).isZero();
            }
            JsonNode again = Running.JSON.readTree(
                    running.command("register-party", asked, "jane-2").body());
            assertThat(again.path("repeated").asBoolean()).isTrue();
            assertThat(again.path("position")).isEqualTo(outcome.path("position"));
        }
        assertThat(new SubjectKeys(data.resolve(SubjectKeys.FOLDER)).subjects()).doesNotContainKey(JANE);
        assertThat(running.command("register-party", asked.replace("Acme", "Other"), "jane-2")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_correction_that_changes_nothing_of_an_encrypted_text_is_refused() {
        running.accepted("register-party", REGISTERED.replace("acme-x", "acme-w"));
        HttpResponse<String> claimed = running.command("record-claim", """
                {"subject":{"kind":"party","id":"acme-w"},"attribute":"mood","text":"fine","mode":"OBSERVED",
                 "provenance":{"source":"mail-1","confidence":"REPORTED"}}""", "claim-1");
        assertThat(claimed.statusCode()).as(claimed.body()).isEqualTo(200);
        String correction = "{\"event\":\"%s\",\"changes\":{\"text\":\"%s\"},\"reason\":\"a slip\"}";
        String claim = Running.JSON
                .readTree(claimed.body())
                .path("events")
                .path(0)
                .path("id")
                .asString();

        HttpResponse<String> nothing =
                running.command("correct-fact", correction.formatted(claim, "fine"), "correction-1");
        HttpResponse<String> something =
                running.command("correct-fact", correction.formatted(claim, "bad"), "correction-2");

        assertThat(nothing.statusCode()).as(nothing.body()).isEqualTo(422);
        assertThat(nothing.body()).contains("nothing-changed");
        assertThat(something.statusCode()).as(something.body()).isEqualTo(200);
    }

    @Test
    void while_no_key_can_be_made_a_command_is_not_taken_and_says_why() throws Exception {
        Path keys = data.resolve(SubjectKeys.FOLDER);
        Path damaged = Files.writeString(keys.resolve("0".repeat(32) + ".key"), "nonsense");
        String asked = REGISTERED.replace("acme-x", "acme-z").replace(JANE, "John Xylopharn");
        long size = running.get("/api/ledger/events?limit=1").path("position").asLong();
        try {
            HttpResponse<String> refused = running.command("register-party", asked, "john-1");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains(damaged.toString());
            assertThat(running.get("/api/ledger/events?limit=1")
                            .path("position")
                            .asLong())
                    .isEqualTo(size);
        } finally {
            Files.delete(damaged);
        }
        assertThat(running.command("register-party", asked, "john-1").statusCode())
                .isEqualTo(200);
    }

    private static long signed() {
        try {
            return Long.parseLong(
                    running.text("/api/ledger/checkpoint").lines().toList().get(1));
        } catch (AssertionError | UncheckedIOException notYet) {
            return 0;
        }
    }
}
