package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.erasure.Encryption;
import io.rackledger.erasure.SubjectKeys;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.Confidence;
import io.rackledger.events.EncryptedText;
import io.rackledger.events.Event;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Identifiers;
import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceId;
import io.rackledger.events.Tag;
import io.rackledger.query.follow.MemoryLedger;
import io.rackledger.query.serve.QueryServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the auditor's desk tells of people whose texts are encrypted in the ledger. */
class EncryptedTextTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private SubjectKeys keys;
    private String ana;
    private QueryServer server;

    @BeforeEach
    void start() {
        keys = new SubjectKeys(directory.resolve("keys"));
        Encryption encryption = keys.encryption();
        ana = encryption.encryptName("ana");
        Provenance said = new Provenance(
                new SourceId("s1"),
                encryption.encrypt("Jane", "I \"am\" ill"),
                encryption.encryptName("Jane"),
                Confidence.REPORTED);
        List<Recorded> history = List.of(
                recorded(0, said, new PartyRegistered(new PartyId("xai"), "xAI", List.of(), Identifiers.NONE)),
                recorded(
                        1,
                        null,
                        new FactRetracted(
                                "c0.1", 0, List.of(Tag.of(new PartyId("xai"))), encryption.encrypt("ana", "She LEFT"))),
                recorded(2, null, new CommandRefused("cancel-order", "exceeds-open", "no", List.of())));
        encryption.save();
        server = QueryServer.start(
                new MemoryLedger(history, new Random(1)), "--rackledger.erasure.keys=" + directory.resolve("keys"));
    }

    private Recorded recorded(int position, @Nullable Provenance provenance, Event event) {
        String command = "c" + position;
        return new Recorded(
                position,
                Recorded.id(command, 0),
                START.plusSeconds(position),
                null,
                provenance == null ? Mode.DECIDED : Mode.OBSERVED,
                provenance,
                ana,
                command,
                null,
                event);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Integer> found(String question) {
        return server.get("/api/ledger/events?" + question)
                .path("events")
                .valueStream()
                .map(event -> event.path("position").asInt())
                .toList();
    }

    private JsonNode event(int position) {
        return server.get("/api/ledger/events/" + position);
    }

    @Test
    void an_auditor_reads_and_finds_them_as_long_as_their_keys_are_there() throws IOException {
        assertThat(event(0).path("actor").asString()).isEqualTo("ana");
        assertThat(event(0).path("asserter").asString()).isEqualTo("Jane");
        assertThat(event(0).path("quote").asString()).isEqualTo("I \"am\" ill");
        assertThat(event(1).path("event").path("reason").asString()).isEqualTo("She LEFT");
        assertThat(found("actor=ana")).containsExactly(0, 1, 2);
        assertThat(found("asserter=Jane")).containsExactly(0);
        assertThat(found("text=she%20left")).containsExactly(1);
        assertThat(found("text=ill")).containsExactly(0);
        String leaf = event(0).path("leaf").asString();

        assertThat(keys.erase("Jane")).isOne();

        assertThat(event(0).path("asserter").asString()).isEqualTo(SubjectKeys.ERASED);
        assertThat(event(0).path("quote").asString()).isEqualTo(SubjectKeys.ERASED);
        assertThat(event(0).path("actor").asString()).isEqualTo("ana");
        assertThat(event(0).path("leaf").asString()).isEqualTo(leaf);
        assertThat(found("asserter=Jane")).isEmpty();
        assertThat(found("text=ill")).isEmpty();
        assertThat(found("actor=ana")).containsExactly(0, 1, 2);
    }

    @Test
    void what_is_taken_away_and_what_belongs_together_is_readable_too() throws IOException {
        assertThat(server.get("/api/ledger/events/0/trace")
                        .path("event")
                        .path("quote")
                        .asString())
                .isEqualTo("I \"am\" ill");
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle()))) {
            assertThat(zip.getNextEntry()).isNotNull();
            assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).contains("She LEFT", "Jane");
        }
    }

    private byte[] bundle() throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/api/ledger/events.zip");
        try (InputStream in = uri.toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_key_that_can_not_be_read_hides_what_is_under_it_and_nothing_else() throws IOException {
        String key = EncryptedText.in(keys.encryption().encryptName("Jane"))
                .orElseThrow()
                .key();
        Files.writeString(directory.resolve("keys").resolve(key + ".key"), "nonsense");

        assertThat(found("")).containsExactly(0, 1, 2);
        assertThat(event(0).path("quote").asString()).isNotEmpty().isNotIn("I \"am\" ill", SubjectKeys.ERASED);
        assertThat(event(0).path("actor").asString()).isEqualTo("ana");
        assertThat(found("text=she%20left")).containsExactly(1);
    }

    @Test
    void views_show_what_is_recorded_and_the_desk_finds_it_by_that() {
        String actor = server.get("/api/views/refusals")
                .path("rows")
                .path(0)
                .path("actor")
                .asString();

        assertThat(actor).isEqualTo(ana);
        assertThat(found("actor=" + actor)).containsExactly(0, 1, 2);
    }
}
