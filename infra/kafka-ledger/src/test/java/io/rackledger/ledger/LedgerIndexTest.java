package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import io.rackledger.format.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerIndexTest {
    private static final String WRITER = "00".repeat(16);
    private static final List<String> TYPES = List.of("placed", "shipped", "paid");
    private static final List<Tag> TAGS = List.of(new Tag("order", "1"), new Tag("order", "2"), new Tag("vendor", "1"));
    private static final int ROUNDS = 200;

    private final LedgerIndex index = new LedgerIndex(IndexSettings.IN_MEMORY, "index", Runnable::run, Long.MAX_VALUE);
    private int ids;

    private Head apply(Entry... entries) {
        Head tip = index.tip();
        Header header = new Header(Header.Kind.COMMIT, tip.size(), tip.recordedAt(), WRITER, null, null, null);
        index.apply(Commit.of(tip.hash(), header, List.of(entries)));
        return index.tip();
    }

    private Entry entry(String type, Tag... tags) {
        return Entry.of("e-" + ids++, type, "1", List.of(tags), Map.of(), new byte[0]);
    }

    private List<Long> source(Criterion... criteria) {
        List<StoredEvent> found = index.source(List.of(criteria), 0, index.tip().anchor());
        assertThat(found).isNotNull();
        return found.stream().map(StoredEvent::position).toList();
    }

    @Test
    void an_event_is_found_by_any_of_the_types_and_all_of_the_tags() {
        apply(entry("placed", TAGS.get(0)), entry("shipped", TAGS.get(0), TAGS.get(2)), entry("paid"));
        apply(entry("shipped", TAGS.get(1), TAGS.get(2)));
        assertThat(source(Criterion.of(Set.of(), Set.of()))).containsExactly(0L, 1L, 2L, 3L);
        assertThat(source(Criterion.of(Set.of("shipped"), Set.of()))).containsExactly(1L, 3L);
        assertThat(source(Criterion.of(Set.of(), Set.of(TAGS.get(0))))).containsExactly(0L, 1L);
        assertThat(source(Criterion.of(Set.of("shipped"), Set.of(TAGS.get(0), TAGS.get(2)))))
                .containsExactly(1L);
        assertThat(source(Criterion.of(Set.of("paid", "placed"), Set.of(TAGS.get(0)))))
                .containsExactly(0L);
        assertThat(source(Criterion.of(Set.of("unheard"), Set.of()))).isEmpty();
        assertThat(source(Criterion.of(Set.of("paid"), Set.of()), Criterion.of(Set.of(), Set.of(TAGS.get(2)))))
                .containsExactly(1L, 2L, 3L);
        assertThat(source()).isEmpty();
    }

    @Test
    void it_finds_what_a_scan_finds_however_often_it_is_taken_back() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        Random random = new Random(seed);
        List<Head> heads = new ArrayList<>(List.of(Head.EMPTY));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            if (random.nextInt(4) == 0) {
                Head back = heads.get(random.nextInt(heads.size()));
                index.truncate(back);
                entries.subList((int) back.size(), entries.size()).clear();
                heads.subList(heads.indexOf(back) + 1, heads.size()).clear();
            } else {
                Entry[] added = new Entry[random.nextInt(4)];
                for (int e = 0; e < added.length; e++) {
                    List<Tag> tags =
                            TAGS.stream().filter(tag -> random.nextBoolean()).toList();
                    added[e] = entry(TYPES.get(random.nextInt(3)), tags.toArray(Tag[]::new));
                }
                heads.add(apply(added));
                entries.addAll(List.of(added));
            }
            compare(random, entries, heads);
        }
    }

    private void compare(Random random, List<Entry> entries, List<Head> heads) {
        assertThat(index.tip()).isEqualTo(heads.getLast());
        List<Criterion> criteria = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            criteria.add(Criterion.of(
                    TYPES.stream().filter(type -> random.nextInt(3) == 0).toList(),
                    TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList()));
        }
        int from = random.nextInt(entries.size() + 1);
        Anchor upTo = heads.get(random.nextInt(heads.size())).anchor();
        List<Long> expected = new ArrayList<>();
        for (int p = from; p < entries.size(); p++) {
            Entry entry = entries.get(p);
            if (criteria.stream().anyMatch(criterion -> criterion.matches(entry))) {
                expected.add((long) p);
            }
        }
        assertThat(index.firstMatch(criteria, from)).isEqualTo(expected.isEmpty() ? -1 : expected.getFirst());
        assertThat(index.source(criteria, from, upTo))
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(
                        expected.stream().filter(p -> p < upTo.size()).toList());
    }

    @Test
    void nothing_is_sourced_at_an_anchor_that_became_void() {
        Head stays = apply(entry("placed", TAGS.getFirst()));
        Anchor gone = apply(entry("paid", TAGS.getFirst())).anchor();
        index.truncate(stays);
        apply(entry("shipped", TAGS.getFirst()));
        List<Criterion> all = List.of(Criterion.of(Set.of(), Set.of()));
        assertThat(index.source(all, 0, gone)).isNull();
        assertThat(index.contains(gone)).isFalse();
        assertThat(index.source(all, 0, stays.anchor())).hasSize(1);
        assertThat(index.source(all, 0, Head.EMPTY.anchor())).isEmpty();
    }

    @Test
    void commits_beyond_the_acknowledged_one_are_not_handed_out() {
        Head first = apply(entry("placed"));
        Head second = apply();
        apply(entry("paid"));
        assertThat(index.commits(0, 10)).isEmpty();
        index.acknowledge(0);
        assertThat(index.commits(0, 10)).hasSize(1);
        index.acknowledge(1);
        assertThat(index.commits(0, 10)).hasSize(2);
        assertThat(index.commits(1, 10)).extracting(Commit::hash).containsExactly(second.hash());
        assertThat(index.commits(0, 1)).extracting(Commit::hash).containsExactly(first.hash());
        assertThat(index.commits(2, 10)).isEmpty();
        assertThat(index.commits(9, 10)).isEmpty();
    }

    @Test
    void only_what_extends_the_tip_is_applied_and_only_its_own_past_is_gone_back_to() {
        Head first = apply(entry("placed"));
        Commit stray = Commit.of(
                Hash.ZERO, new Header(Header.Kind.COMMIT, 0, first.recordedAt(), WRITER, null, null, null), List.of());
        assertThatThrownBy(() -> index.apply(stray)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> index.truncate(stray.head())).isInstanceOf(IllegalArgumentException.class);
    }
}
