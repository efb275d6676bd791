package io.rackledger.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The form of the bundled histories, line by line. */
class SamplesTest {
    private static final List<String> SAMPLES = List.of("articles", "articles-2", "listing", "worked");
    private static final Set<String> CONFIDENCES = Set.of("FILED", "CONFIRMED", "ANNOUNCED", "REPORTED", "SPECULATED");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"articles", "articles-2", "listing", "worked"})
    void every_line_is_a_command_with_an_id_and_a_body(String sample) {
        assertThat(lines(sample)).isNotEmpty().allSatisfy(line -> {
            assertThat(line.propertyNames()).containsExactly("command", "id", "body");
            assertThat(line.get("command").asString()).matches("[a-z]+(-[a-z]+)+");
            assertThat(line.get("id").asString()).matches("[a-z0-9][a-z0-9-]{0,62}");
            assertThat(line.get("body").isObject()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"articles", "articles-2", "listing", "worked"})
    void an_id_occurs_once_in_a_sample(String sample) {
        assertThat(lines(sample)).extracting(line -> line.get("id").asString()).doesNotHaveDuplicates();
    }

    @Test
    void what_two_samples_say_under_one_id_is_the_same_to_the_byte() {
        Map<String, String> first = new HashMap<>();
        int shared = 0;
        for (String sample : SAMPLES) {
            for (String line : text(sample)) {
                String id = JSON.readTree(line).get("id").asString();
                String earlier = first.putIfAbsent(id, line);
                if (earlier != null) {
                    assertThat(line).as(sample + ": " + id).isEqualTo(earlier);
                    shared++;
                }
            }
        }
        assertThat(shared).isPositive();
    }

    @Test
    void two_ids_never_say_the_same() {
        Map<JsonNode, String> ids = new HashMap<>();
        SAMPLES.stream().flatMap(SamplesTest::lines).forEach(line -> {
            String id = line.get("id").asString();
            assertThat(ids.merge(line.get("body"), id, (earlier, later) -> earlier))
                    .isEqualTo(id);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"articles", "articles-2", "listing", "worked"})
    void what_is_observed_names_a_source_on_record_and_a_confidence(String sample) {
        Set<String> sources = new HashSet<>();
        lines(sample).forEach(line -> {
            JsonNode body = line.get("body");
            if (line.get("command").asString().equals("register-source")) {
                sources.add(body.get("source").asString());
            }
            JsonNode provenance = body.get("provenance");
            if (provenance != null || body.path("mode").asString("DECIDED").equals("OBSERVED")) {
                assertThat(body.path("mode").asString()).as(line.toString()).isEqualTo("OBSERVED");
                assertThat(provenance).as(line.toString()).isNotNull();
                assertThat(provenance.path("source").asString()).isIn(sources);
                assertThat(provenance.path("confidence").asString()).isIn(CONFIDENCES);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"articles", "articles-2", "listing"})
    void what_sources_say_is_observed(String sample) {
        assertThat(lines(sample).filter(line -> !isOurOwn(line)))
                .allSatisfy(line ->
                        assertThat(line.get("body").path("mode").asString("")).isEqualTo("OBSERVED"));
    }

    @Test
    void a_source_is_told_by_the_hash_of_its_title() {
        assertThat(SAMPLES.stream()
                        .flatMap(SamplesTest::lines)
                        .filter(line -> line.get("command").asString().equals("register-source")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.get("body").get("sha256").asString())
                        .isEqualTo(sha256(line.get("body").get("title").asString())));
    }

    private static boolean isOurOwn(JsonNode line) {
        return Set.of("register-party", "register-source", "raise-contradiction", "resolve-contradiction")
                .contains(line.get("command").asString());
    }

    private static Stream<JsonNode> lines(String sample) {
        return text(sample).stream().map(JSON::readTree);
    }

    private static List<String> text(String sample) {
        try (InputStream in = SamplesTest.class.getResourceAsStream("/samples/" + sample + ".ndjson")) {
            assertThat(in).as(sample).isNotNull();
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
