package io.rackledger.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static final int LARGEST = 300;
    private static final List<Hash> LEAVES = TreeModel.leaves(0, LARGEST);

    @Test
    void it_has_the_root_of_every_size_on_its_way() {
        Frontier frontier = new Frontier();
        for (int size = 0; size <= LARGEST; size++) {
            assertThat(frontier.head()).isEqualTo(TreeModel.head(LEAVES.subList(0, size)));
            frontier.append(TreeModel.leaf(size));
        }
    }

    @Test
    void many_at_once_are_as_one_by_one() {
        for (int first = 0; first <= LARGEST; first += 7) {
            Frontier frontier = new Frontier();
            frontier.append(LEAVES.subList(0, first));
            frontier.append(LEAVES.subList(first, LARGEST));
            assertThat(frontier.head()).isEqualTo(TreeModel.head(LEAVES));
        }
    }

    @Test
    void what_was_encoded_goes_on_as_if_it_had_never_ended() throws MalformedException {
        Frontier frontier = new Frontier();
        for (int size = 0; size < LARGEST; size++) {
            assertThat(frontier.encode()).hasSize(Long.BYTES + Hash.LENGTH * Integer.bitCount(size));
            Frontier restored = Frontier.decode(frontier.encode());
            assertThat(restored).isEqualTo(frontier).hasSameHashCodeAs(frontier);
            restored.append(LEAVES.subList(size, LARGEST));
            assertThat(restored.root()).isEqualTo(TreeModel.root(LEAVES));
            frontier.append(LEAVES.get(size));
        }
    }

    @Test
    void a_copy_goes_its_own_way() {
        Frontier frontier = new Frontier();
        frontier.append(LEAVES.subList(0, 5));
        Frontier copy = frontier.copy();
        copy.append(LEAVES.subList(5, 9));
        assertThat(frontier.head()).isEqualTo(TreeModel.head(LEAVES.subList(0, 5)));
        assertThat(copy.head()).isEqualTo(TreeModel.head(LEAVES.subList(0, 9)));
    }

    @Test
    void nothing_else_is_decoded() {
        Frontier frontier = new Frontier();
        frontier.append(LEAVES.subList(0, 7));
        byte[] encoded = frontier.encode();
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> Frontier.decode(cut)).isInstanceOf(MalformedException.class);
        }
        byte[] longer = Arrays.copyOf(encoded, encoded.length + Hash.LENGTH);
        byte[] negative = ByteBuffer.allocate(Long.BYTES + Hash.LENGTH)
                .putLong(Long.MIN_VALUE)
                .array();
        assertThatThrownBy(() -> Frontier.decode(longer)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Frontier.decode(negative)).isInstanceOf(MalformedException.class);
    }
}
