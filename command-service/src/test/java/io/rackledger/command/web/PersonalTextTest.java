package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.command.axon.Request;
import io.rackledger.command.decision.Decider;
import io.rackledger.erasure.Encryption;
import io.rackledger.erasure.SubjectKeys;
import io.rackledger.events.Provenance;
import io.rackledger.events.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PersonalTextTest {
    private static final JsonMapper JSON = WireJson.strict();
    private static final CommandReader READER =
            new CommandReader(CommandServiceConfiguration.deciders(), Clock.systemUTC());
    private static final String CANCELLED = """
            {"order":"ord-1","lot":"lot-1","extent":{"allOpen":true},"reason":"she fell ill","cancelledOn":"2025-01-31",
             "provenance":{"source":"s1","quote":"I am ill","asserter":"Jane","confidence":"REPORTED"}}""";

    @TempDir
    private Path folder;

    private SubjectKeys keys;
    private PersonalText texts;

    @BeforeEach
    void open() {
        keys = new SubjectKeys(folder.resolve("keys"));
        texts = new PersonalText(keys);
    }

    static Stream<Decider<?, ?>> deciders() {
        return CommandServiceConfiguration.deciders().stream();
    }

    private static Request<?> read(String command, String body, boolean dryRun) {
        return READER.request(command, "an-id", (ObjectNode) JSON.readTree(body), "ana", dryRun);
    }

    /** As it is once its events are appended. */
    private Request<?> recorded(Request<?> plain) {
        Request<?> encrypted = texts.encrypted(plain);
        encrypted.beforeAppend().run();
        return encrypted;
    }

    private static Request<?> read(String body) {
        return read("cancel-order", body, false);
    }

    @ParameterizedTest
    @MethodSource("deciders")
    void a_command_says_the_same_once_it_is_revealed(Decider<?, ?> decider) {
        Request<?> plain = read(decider.name(), decider.sheet().example(), false);

        Request<?> encrypted = recorded(plain);

        assertThat(revealed(JSON.valueToTree(encrypted.intake().body())))
                .isEqualTo(JSON.valueToTree(plain.intake().body()));
        assertThat(revealed(JSON.valueToTree(encrypted.intake().provenance())))
                .isEqualTo(JSON.valueToTree(plain.intake().provenance()));
        assertThat(keys.reveal(encrypted.intake().actor())).isEqualTo("ana");
    }

    private String name(String subject) {
        Encryption encryption = keys.encryption();
        String name = encryption.encryptName(subject);
        encryption.save();
        return name;
    }

    private JsonNode revealed(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isString()) {
                    object.put(field.getKey(), keys.reveal(value.asString()));
                } else {
                    revealed(value);
                }
            });
        }
        return node;
    }

    @Test
    void nothing_that_a_person_wrote_or_is_called_stays_plain() throws IOException {
        Request<?> encrypted = recorded(read(CANCELLED));

        assertThat(JSON.writeValueAsString(encrypted.intake())).doesNotContain("ill", "Jane", "ana");
        Provenance provenance = encrypted.intake().provenance();
        assertThat(provenance).isNotNull();
        assertThat(keys.reveal(String.valueOf(provenance.quote()))).isEqualTo("I am ill");
        assertThat(keys.reveal(String.valueOf(provenance.asserter()))).isEqualTo("Jane");
        assertThat(keys.subjects()).containsOnlyKeys("Jane", "ana");
    }

    @Test
    void texts_are_those_of_who_asserts_the_fact() throws IOException {
        JsonNode body = JSON.valueToTree(recorded(read(CANCELLED)).intake().body());

        assertThat(keys.reveal(body.path("reason").asString())).isEqualTo("she fell ill");
        assertThat(keys.erase("Jane")).isOne();
        assertThat(keys.reveal(body.path("reason").asString())).isEqualTo(SubjectKeys.ERASED);
    }

    @Test
    void a_correction_takes_away_what_it_says_it_does() {
        Request<?> plain = read(
                "correct-fact",
                "{\"event\":\"c1.1\",\"changes\":{\"value\":null,\"text\":\"fine\"},\"reason\":\"r\"}",
                false);
        Request<?> alone =
                read("correct-fact", "{\"event\":\"c1.1\",\"changes\":{\"validAt\":null},\"reason\":\"r\"}", false);

        assertThat(recorded(plain).intake().body().toString()).contains("value=null");
        assertThat(recorded(alone).intake().body().toString()).contains("validAt=null");
    }

    @Test
    void texts_of_somebody_who_is_named_by_ciphertext_are_erased_with_that_one() throws IOException {
        String body = CANCELLED.replace("Jane", name("Jane"));

        JsonNode written = JSON.valueToTree(recorded(read(body)).intake().body());

        assertThat(keys.reveal(written.path("reason").asString())).isEqualTo("she fell ill");
        assertThat(keys.subjects()).containsOnlyKeys("Jane", "ana");
        keys.erase("Jane");
        assertThat(keys.reveal(written.path("reason").asString())).isEqualTo(SubjectKeys.ERASED);
        JsonNode later = JSON.valueToTree(recorded(read(body)).intake().body());
        assertThat(keys.reveal(later.path("reason").asString())).isEqualTo("she fell ill");
        assertThat(keys.subjects()).containsOnlyKeys("ana");
    }

    @Test
    void the_longest_quote_is_taken_once_it_is_encrypted() {
        String quote = "é".repeat(500);
        Request<?> encrypted = recorded(read(CANCELLED.replace("I am ill", quote)));

        Provenance provenance = encrypted.intake().provenance();
        assertThat(provenance).isNotNull();
        assertThat(keys.reveal(String.valueOf(provenance.quote()))).isEqualTo(quote);
        assertThatThrownBy(() -> read(CANCELLED.replace("I am ill", quote + "!")))
                .isInstanceOf(MalformedCommandException.class);
    }

    @Test
    void the_longest_claim_is_taken_once_it_is_encrypted() {
        String text = "é".repeat(500);
        Request<?> claim = read("record-claim", """
                {"subject":{"kind":"facility","id":"colossus-1"},"attribute":"mood","text":"%s"}""".formatted(text), false);

        JsonNode body = JSON.valueToTree(recorded(claim).intake().body());

        assertThat(keys.reveal(body.path("text").asString())).isEqualTo(text);
    }

    @Test
    void an_encrypted_text_that_is_sent_is_recorded_as_it_is() {
        String encrypted = keys.encryption().encrypt("Jane", "she fell ill");

        JsonNode body = JSON.valueToTree(recorded(read(CANCELLED.replace("she fell ill", encrypted)))
                .intake()
                .body());

        assertThat(body.path("reason").asString()).isEqualTo(encrypted);
    }

    @Test
    void the_ledger_holds_no_hash_from_which_a_text_could_be_guessed() {
        Request<?> encrypted = recorded(read(CANCELLED));
        Request<?> other = recorded(read(CANCELLED.replace("she fell ill", "he left")));

        assertThat(encrypted.bodyHash().written()).isEqualTo(other.bodyHash().written());
    }

    @Test
    void a_body_is_recognized_whether_or_not_its_texts_were_encrypted_the_first_time() {
        Request<?> plain = read(CANCELLED);
        Request<?> encrypted = recorded(plain);

        assertThat(plain.bodyHash().written()).isNotEqualTo(encrypted.bodyHash().written());
        assertThat(plain.bodyHash().is(encrypted.bodyHash().written())).isTrue();
        assertThat(encrypted.bodyHash().is(plain.bodyHash().written())).isTrue();
        Request<?> other = read(CANCELLED.replace("lot-1", "lot-2"));
        assertThat(other.bodyHash().is(encrypted.bodyHash().written())).isFalse();
        assertThat(other.bodyHash().is(plain.bodyHash().written())).isFalse();
    }

    @Test
    void a_command_of_which_nothing_gets_recorded_makes_no_key() throws IOException {
        Request<?> encrypted = texts.encrypted(read(CANCELLED));

        assertThat(keys.subjects()).isEmpty();
        encrypted.beforeAppend().run();
        assertThat(keys.subjects()).containsOnlyKeys("Jane", "ana");
    }

    @Test
    void a_dry_run_makes_no_key() throws IOException {
        Request<?> dry = read("cancel-order", CANCELLED, true);

        assertThat(recorded(dry)).isSameAs(dry);
        assertThat(keys.subjects()).isEmpty();
    }

    @Test
    void without_a_folder_for_keys_text_stays_as_it_is() {
        Request<?> plain = read(CANCELLED);

        assertThat(new PersonalText(null).encrypted(plain)).isSameAs(plain);
    }

    @Test
    void a_key_that_can_not_be_made_is_a_fault() throws IOException {
        Files.writeString(folder.resolve("keys"), "no folder");

        assertThatThrownBy(() -> recorded(read(CANCELLED)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.resolve("keys").toString());
    }

    /** Whoever adds a field of text decides here whether it is a person's. */
    @Test
    void every_text_of_a_command_is_either_encrypted_or_known_to_be_no_persons() {
        Set<String> texts = new TreeSet<>();
        Set<Class<?>> seen = new HashSet<>();
        deciders().forEach(decider -> texts(decider.bodyType(), texts, seen));
        texts(Provenance.class, texts, seen);

        assertThat(texts).containsAll(PersonalText.FIELDS);
        texts.removeAll(PersonalText.FIELDS);
        assertThat(texts)
                .containsExactlyInAnyOrder(
                        "attribute",
                        "authority",
                        "cik",
                        "component",
                        "event",
                        "form",
                        "id",
                        "instrument",
                        "legalName",
                        "lei",
                        "mic",
                        "name",
                        "platform",
                        "preferred",
                        "publisher",
                        "rule",
                        "sha256",
                        "site",
                        "ticker",
                        "tier",
                        "title",
                        "unit",
                        "unlocode",
                        "value");
    }

    private static void texts(Type type, Set<String> texts, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> texts(argument, texts, seen));
        } else if (type instanceof Class<?> record && record.isRecord() && seen.add(record)) {
            for (RecordComponent component : record.getRecordComponents()) {
                if (component.getType() == String.class) {
                    texts.add(component.getName());
                } else {
                    texts(component.getGenericType(), texts, seen);
                }
            }
        }
    }
}
