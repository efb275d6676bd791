package io.rackledger.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors that verifiers in other languages are checked by, too. */
class VectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    @TestFactory
    Stream<DynamicTest> an_entry_has_these_bytes() throws IOException {
        return tests("entries.json", "valid", vector -> {
            Entry entry = entry(vector.get("fields"));
            assertThat(HEX.formatHex(entry.canonical())).isEqualTo(text(vector, "bytes"));
            assertThat(entry.leaf()).hasToString(text(vector, "leaf"));
            assertThat(Entry.parse(entry.canonical())).isEqualTo(entry);
        });
    }

    @TestFactory
    Stream<DynamicTest> no_entry_has_these_bytes() throws IOException {
        return tests(
                "entries.json",
                "malformed",
                vector -> assertThatThrownBy(() -> Entry.parse(bytes(vector, "bytes")))
                        .isInstanceOf(MalformedException.class));
    }

    @TestFactory
    Stream<DynamicTest> a_header_has_these_bytes() throws IOException {
        return tests("headers.json", "valid", vector -> {
            Header header = header(vector.get("fields"));
            assertThat(HEX.formatHex(header.encode())).isEqualTo(text(vector, "bytes"));
            assertThat(Header.parse(bytes(vector, "bytes"))).isEqualTo(header);
        });
    }

    @TestFactory
    Stream<DynamicTest> no_header_has_these_bytes() throws IOException {
        return tests(
                "headers.json",
                "malformed",
                vector -> assertThatThrownBy(() -> Header.parse(bytes(vector, "bytes")))
                        .isInstanceOf(MalformedException.class));
    }

    @TestFactory
    Stream<DynamicTest> a_reader_gives_these_verdicts() throws IOException {
        return tests("chains.json", "", vector -> {
            Chain chain = new Chain(text(vector, "ledger"));
            for (JsonNode step : vector.get("records")) {
                byte[] value = bytes(step, "value");
                String verdict = switch (chain.judge(value)) {
                    case Verdict.Valid valid -> {
                        assertThat(valid.commit().encode()).isEqualTo(value);
                        yield "valid";
                    }
                    case Verdict.Void nothing -> "void";
                    case Verdict.Stop stop -> "stop";
                };
                assertThat(verdict).isEqualTo(text(step, "verdict"));
                assertThat(chain.head().hash()).hasToString(text(step, "head"));
                assertThat(chain.head().size()).isEqualTo(step.get("size").asLong());
            }
        });
    }

    private interface Check {
        void check(JsonNode vector) throws MalformedException;
    }

    private static Stream<DynamicTest> tests(String file, String section, Check check) throws IOException {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/" + file)) {
            JsonNode all = JsonMapper.shared().readTree(in);
            List<DynamicTest> tests = new ArrayList<>();
            for (JsonNode vector : section.isEmpty() ? all : all.get(section)) {
                tests.add(DynamicTest.dynamicTest(text(vector, "name"), () -> check.check(vector)));
            }
            assertThat(tests).isNotEmpty();
            return tests.stream();
        }
    }

    private static Entry entry(JsonNode fields) {
        Map<String, String> metadata = new LinkedHashMap<>();
        fields.get("metadata")
                .forEach(
                        pair -> metadata.put(pair.get(0).asString(), pair.get(1).asString()));
        return Entry.of(
                text(fields, "id"),
                text(fields, "type"),
                text(fields, "version"),
                tags(fields.get("tags")),
                metadata,
                bytes(fields, "payload"));
    }

    private static Header header(JsonNode fields) {
        JsonNode genesis = fields.get("genesis");
        return new Header(
                Header.Kind.valueOf(text(fields, "kind")),
                fields.get("position").asLong(),
                Instant.EPOCH.plus(fields.get("recordedAt").asLong(), ChronoUnit.MICROS),
                text(fields, "writer"),
                anchor(fields.get("acknowledged")),
                decidedOn(fields.get("decidedOn")),
                genesis.isNull() ? null : new Header.Genesis(text(genesis, "ledger"), text(genesis, "incarnation")));
    }

    private static @Nullable Anchor anchor(JsonNode anchor) {
        return anchor.isNull() ? null : new Anchor(anchor.get("size").asLong(), Hash.parse(text(anchor, "hash")));
    }

    private static @Nullable DecidedOn decidedOn(JsonNode decided) {
        if (decided.isNull()) {
            return null;
        }
        List<Criterion> criteria = new ArrayList<>();
        for (JsonNode criterion : decided.get("criteria")) {
            List<String> types = new ArrayList<>();
            criterion.get("types").forEach(type -> types.add(type.asString()));
            criteria.add(new Criterion(types, tags(criterion.get("tags"))));
        }
        Anchor anchor = anchor(decided.get("anchor"));
        return anchor == null
                ? null
                : new DecidedOn(anchor, decided.get("marker").asLong(), criteria);
    }

    private static List<Tag> tags(JsonNode pairs) {
        List<Tag> tags = new ArrayList<>();
        pairs.forEach(
                pair -> tags.add(new Tag(pair.get(0).asString(), pair.get(1).asString())));
        return tags;
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }

    private static byte[] bytes(JsonNode node, String field) {
        return HEX.parseHex(text(node, field));
    }
}
