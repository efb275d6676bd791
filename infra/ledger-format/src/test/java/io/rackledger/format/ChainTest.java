package io.rackledger.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the vectors don't say: a chain's own contract, and that of its lineage. */
class ChainTest {
    private final List<Commit> chain = new Samples(7).chain(50);

    @Test
    void after_a_stop_every_verdict_is_that_stop() {
        Chain reader = new Chain("another");
        Verdict first = reader.judge(chain.getFirst().encode());
        assertThat(first).isInstanceOf(Verdict.Stop.class);
        assertThat(reader.judge(new byte[0])).isSameAs(first);
        assertThatThrownBy(() -> reader.extend(chain.getFirst())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_chain_is_extended_at_its_head_only() {
        Chain reader = new Chain(Samples.LEDGER);
        reader.extend(chain.get(0));
        assertThatThrownBy(() -> reader.extend(chain.get(2))).isInstanceOf(IllegalStateException.class);
        reader.extend(chain.get(1));
        assertThat(reader.head()).isEqualTo(chain.get(1).head());
        assertThat(reader.genesis()).isEqualTo(chain.getFirst().header().genesis());
    }

    @Test
    void a_chain_holds_its_commits_and_no_others() {
        Chain reader = new Chain(Samples.LEDGER);
        for (Commit commit : chain) {
            Anchor anchor = commit.head().anchor();
            assertThat(reader.contains(anchor)).isFalse();
            reader.extend(commit);
            assertThat(reader.contains(anchor)).isTrue();
            assertThat(reader.contains(new Anchor(anchor.size() + 1, anchor.hash())))
                    .isFalse();
        }
        assertThat(reader.contains(Head.EMPTY.anchor())).isFalse();
    }

    @Test
    void a_lineage_forgets_what_lies_beyond_and_nothing_else() {
        for (int keep = 0; keep <= chain.size(); keep++) {
            Lineage lineage = new Lineage();
            chain.forEach(commit -> lineage.add(commit.head().anchor()));
            lineage.truncate(
                    keep == 0 ? Head.EMPTY.anchor() : chain.get(keep - 1).head().anchor());
            for (int i = 0; i < chain.size(); i++) {
                assertThat(lineage.contains(chain.get(i).head().anchor())).isEqualTo(i < keep);
            }
        }
    }

    @Test
    void a_lineage_grows_and_finds_every_commit_among_many_of_one_size() {
        Lineage lineage = new Lineage();
        List<Commit> seals = new Samples(8).chain(2_500);
        seals.forEach(commit -> lineage.add(new Anchor(commit.header().position() / 300, commit.hash())));
        assertThat(seals)
                .allMatch(commit -> lineage.contains(new Anchor(commit.header().position() / 300, commit.hash())));
        assertThatThrownBy(() -> lineage.truncate(new Anchor(1, seals.getLast().hash())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
