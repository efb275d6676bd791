package io.rackledger.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {
    private static final int ENTRIES = 100;
    private static final int CHAINS = 6;
    private static final int FUZZED = 60_000;

    private static final long SEED = Samples.seed();

    private final Samples samples = new Samples(SEED);

    @Test
    void any_flipped_bit_of_an_entry_is_refused_or_makes_another_leaf() {
        for (int i = 0; i < ENTRIES; i++) {
            Entry entry = samples.entry();
            byte[] canonical = entry.canonical();
            for (int bit = 0; bit < 8 * canonical.length; bit++) {
                byte[] flipped = flipped(canonical, bit);
                try {
                    Entry other = Entry.parse(flipped);
                    assertThat(other.leaf()).isNotEqualTo(entry.leaf());
                    assertThat(rebuilt(other)).isEqualTo(flipped);
                } catch (MalformedException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    @Test
    void any_flipped_bit_of_a_record_is_noticed() {
        for (int i = 0; i < CHAINS; i++) {
            List<Commit> chain = samples.chain(4);
            byte[] last = chain.getLast().encode();
            for (int bit = 0; bit < 8 * last.length; bit++) {
                Chain reader = new Chain(Samples.LEDGER);
                chain.subList(0, 3).forEach(commit -> reader.judge(commit.encode()));
                if (reader.judge(flipped(last, bit)) instanceof Verdict.Valid valid) {
                    assertThat(valid.commit().hash())
                            .isNotEqualTo(chain.getLast().hash());
                    assertThat(Commit.of(
                                            valid.commit().prev(),
                                            valid.commit().header(),
                                            valid.commit().entries())
                                    .encode())
                            .as("bit %d", bit)
                            .isEqualTo(flipped(last, bit));
                }
            }
        }
    }

    @Test
    void what_is_read_is_what_was_written() {
        for (int i = 0; i < CHAINS; i++) {
            Chain reader = new Chain(Samples.LEDGER);
            for (Commit commit : samples.chain(20)) {
                Verdict verdict = reader.judge(commit.encode());
                assertThat(verdict).isEqualTo(new Verdict.Valid(commit));
                Commit read = ((Verdict.Valid) verdict).commit();
                assertThat(read.header()).isEqualTo(commit.header());
                assertThat(read.entries()).isEqualTo(commit.entries());
                assertThat(reader.head()).isEqualTo(commit.head());
            }
        }
    }

    @Test
    void bytes_of_any_kind_end_in_a_verdict_or_are_malformed() {
        Random random = new Random(SEED);
        List<Commit> chain = samples.chain(5);
        for (int i = 0; i < FUZZED; i++) {
            byte[] original = chain.get(random.nextInt(5)).encode();
            byte[] value = i % 10 == 0 ? noise(random) : samples.mutated(original);
            Chain reader = new Chain(Samples.LEDGER);
            chain.subList(0, random.nextInt(5)).forEach(commit -> reader.judge(commit.encode()));
            Head before = reader.head();
            switch (reader.judge(value)) {
                case Verdict.Valid valid -> assertThat(valid.commit().encode()).isEqualTo(value);
                case Verdict.Void nothing -> assertThat(reader.head()).isEqualTo(before);
                case Verdict.Stop stop -> assertThat(reader.head()).isEqualTo(before);
            }
            readAsEntry(samples.mutated(samples.entry().canonical()));
        }
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        System.arraycopy(Commit.MAGIC, 0, noise, 0, Math.min(noise.length, random.nextInt(5)));
        return noise;
    }

    private static void readAsEntry(byte[] bytes) {
        try {
            assertThat(rebuilt(Entry.parse(bytes))).isEqualTo(bytes);
        } catch (MalformedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void the_order_of_tags_and_metadata_does_not_matter() {
        Random random = new Random(SEED);
        for (int i = 0; i < ENTRIES; i++) {
            Entry entry = samples.entry();
            List<Tag> tags = new ArrayList<>(entry.tags());
            tags.addAll(entry.tags());
            Collections.shuffle(tags, random);
            List<String> keys = new ArrayList<>(entry.metadata().keySet());
            Collections.shuffle(keys, random);
            Map<String, String> metadata = new LinkedHashMap<>();
            keys.forEach(key -> metadata.put(key, entry.metadata().get(key)));
            assertThat(Entry.of(entry.id(), entry.type(), entry.version(), tags, metadata, entry.payload()))
                    .isEqualTo(entry);
        }
    }

    @Test
    void an_entry_keeps_its_bytes_to_itself() {
        byte[] payload = {1};
        Entry entry = Entry.of("id", "type", "1", List.of(), Map.of(), payload);
        Hash leaf = entry.leaf();
        payload[0] = 2;
        entry.payload()[0] = 3;
        entry.canonical()[0] = 4;
        assertThat(entry.leaf()).isEqualTo(leaf);
        assertThat(entry.payload()).containsExactly(1);
    }

    @Test
    void text_is_in_the_order_of_its_bytes() {
        List<String> texts = List.of(
                "",
                "a",
                "ab",
                "b",
                "\u007f",
                "\u0080",
                "\u07ff",
                "\u0800",
                "\ud7ff",
                "\ue000",
                "\uffff",
                "\ud800\udc00",
                "a\ud800\udc00",
                "a\ud800\udc01",
                "a\uffff",
                "\udbff\udfff");
        for (String one : texts) {
            for (String other : texts) {
                assertThat(Integer.signum(Utf8.compare(one, other)))
                        .as("%s and %s", one, other)
                        .isEqualTo(Integer.signum(Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))));
            }
        }
    }

    @Test
    void a_tag_is_found_among_those_of_an_entry_and_no_other() {
        List<Tag> tags = List.of(new Tag("order", "a"), new Tag("order", "b"), new Tag("party", "a"));
        Entry entry = Entry.of("id", "type", "1", tags.reversed(), Map.of("a", "1", "b", "2"), new byte[0]);

        assertThat(entry.tags()).containsExactlyElementsOf(tags);
        assertThat(tags).allMatch(entry.tags()::contains);
        assertThat(entry.tags().contains(new Tag("party", "b"))).isFalse();
        assertThat(entry.tags()).isEqualTo(Set.copyOf(tags));
        assertThat(entry.metadata()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(entry.metadata().get("c")).isNull();
    }

    @Test
    void text_without_a_utf_8_form_is_refused_where_it_comes_in() {
        String unpaired = "\ud800";
        assertThatThrownBy(() -> Entry.of(unpaired, "type", "1", List.of(), Map.of(), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Criterion(List.of(unpaired), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Criterion(List.of(), List.of(new Tag("key", unpaired))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_criterion_out_of_order_is_refused_and_sorted_on_demand() {
        assertThatThrownBy(() -> new Criterion(List.of("b", "a"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Criterion(List.of("a", "a"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Criterion.of(List.of("b", "a", "b"), List.of()).types()).containsExactly("a", "b");
    }

    @Test
    void only_a_genesis_names_a_ledger() {
        String writer = "00".repeat(16);
        Instant at = Instant.EPOCH;
        Header.Genesis genesis = new Header.Genesis("name", writer);
        assertThatThrownBy(() -> new Header(Header.Kind.GENESIS, 0, at, writer, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Header(Header.Kind.COMMIT, 0, at, writer, null, null, genesis))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Header.Genesis("name", "00")).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }

    private static byte[] rebuilt(Entry entry) {
        return Entry.of(entry.id(), entry.type(), entry.version(), entry.tags(), entry.metadata(), entry.payload())
                .canonical();
    }
}
