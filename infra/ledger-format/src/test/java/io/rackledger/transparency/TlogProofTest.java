package io.rackledger.transparency;

import static io.rackledger.transparency.Keys.LOG;
import static io.rackledger.transparency.Keys.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import io.rackledger.format.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an event in a ledger's tree to a file that proves it, as an auditor goes. */
class TlogProofTest {
    private static final int EVENTS = 37;

    @TempDir
    Path folder;

    private static Entry entry(int number) {
        return Entry.of(
                "command." + number,
                "server-order-placed",
                "1",
                List.of(new Tag("order", "ord-" + number)),
                Map.of("by", "somebody"),
                new byte[] {(byte) number});
    }

    private TlogProof proof(int index) throws IOException {
        try (TreeFile tree = TreeFile.open(folder.resolve("tree"), TreeFileTest.LEDGER)) {
            if (tree.head().size() == 0) {
                List<Hash> leaves = new ArrayList<>();
                for (int number = 0; number < EVENTS; number++) {
                    leaves.add(entry(number).leaf());
                }
                tree.append(leaves);
            }
            Note checkpoint = new Checkpoint(ORIGIN, tree.head()).signed(LOG);
            return TlogProof.of(index, tree.inclusion(index, EVENTS), checkpoint);
        }
    }

    @Test
    void every_event_is_proven_by_its_file_and_no_other() throws Exception {
        Trust trust = new Trust(LOG.verifier());
        for (int index = 0; index < EVENTS; index++) {
            TlogProof read = TlogProof.parse(proof(index).format().getBytes(StandardCharsets.UTF_8));
            assertThat(read).isEqualTo(proof(index)).hasSameHashCodeAs(proof(index));
            VerifiedCheckpoint verified = read.verify(entry(index).leaf(), trust);
            assertThat(verified.checkpoint().head().size()).isEqualTo(EVENTS);
            int other = (index + 1) % EVENTS;
            assertThatThrownBy(() -> read.verify(entry(other).leaf(), trust)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void no_flipped_bit_of_a_file_proves_the_event() throws Exception {
        byte[] file = proof(17).format().getBytes(StandardCharsets.UTF_8);
        Trust trust = new Trust(LOG.verifier());
        Hash leaf = entry(17).leaf();
        for (int bit = 0; bit < 8 * file.length; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> TlogProof.parse(flipped).verify(leaf, trust))
                    .as("bit %d", bit)
                    .isInstanceOfAny(RefusedException.class, MalformedException.class);
        }
    }

    @Test
    void what_stands_beside_it_is_kept_as_it_is() throws Exception {
        byte[] extra = {0, -1, 7};
        TlogProof good = proof(4);
        TlogProof proof = TlogProof.of(extra, good.index(), good.proof(), good.checkpoint());
        assertThat(proof.format()).startsWith("c2sp.org/tlog-proof@v1\nextra AP8H\nindex 4\n");
        assertThat(TlogProof.parse(proof.format().getBytes(StandardCharsets.UTF_8))
                        .extra())
                .isEqualTo(extra);
        assertThat(good.extra()).isEmpty();
    }

    @Test
    void what_has_no_form_is_not_written() throws Exception {
        TlogProof good = proof(0);
        assertThatThrownBy(() -> TlogProof.of(-1, List.of(), good.checkpoint()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TlogProof.of(0, TreeModel.leaves(0, 64), good.checkpoint()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TlogProof.of(new byte[TlogProof.MOST_BYTES], 0, List.of(), good.checkpoint()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
