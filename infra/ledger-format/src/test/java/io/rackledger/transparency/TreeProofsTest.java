package io.rackledger.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Hash;
import io.rackledger.transparency.RefusedException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Both proofs at every size up to {@value #LARGEST}, against the RFC's own definitions. */
class TreeProofsTest {
    private static final int LARGEST = 130;
    private static final List<Hash> LEAVES = TreeModel.leaves(0, LARGEST);
    private static final List<TreeHead> HEADS = new ArrayList<>();
    private static final Hash FOREIGN = TreeModel.leaf(-1);
    private static final Map<Long, Hash> SUBTREES = new HashMap<>();

    static {
        for (int size = 0; size <= LARGEST; size++) {
            HEADS.add(TreeModel.head(LEAVES.subList(0, size)));
        }
    }

    private static Hash subtree(int level, long index) {
        return SUBTREES.computeIfAbsent(
                index << 8 | level,
                key -> TreeModel.root(LEAVES.subList((int) (index << level), (int) (index + 1 << level))));
    }

    @Test
    void every_proof_of_inclusion_is_the_rfcs_and_is_accepted() throws Exception {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                List<Hash> proof = Inclusion.prove(index, size, TreeProofsTest::subtree);
                assertThat(proof).isEqualTo(TreeModel.path(index, LEAVES.subList(0, size)));
                Inclusion.verify(index, LEAVES.get(index), proof, HEADS.get(size));
            }
        }
    }

    @Test
    void every_proof_of_consistency_is_the_rfcs_and_is_accepted() throws Exception {
        for (int newer = 0; newer <= LARGEST; newer++) {
            for (int older = 0; older <= newer; older++) {
                List<Hash> proof = Consistency.prove(older, newer, TreeProofsTest::subtree);
                assertThat(proof).isEqualTo(older == 0 ? List.of() : TreeModel.proof(older, LEAVES.subList(0, newer)));
                Consistency.verify(HEADS.get(older), HEADS.get(newer), proof);
            }
        }
    }

    @Test
    void every_head_is_the_rfcs() throws IOException {
        for (int size = 0; size <= LARGEST; size++) {
            assertThat(TreeHead.of(size, TreeProofsTest::subtree)).isEqualTo(HEADS.get(size));
        }
    }

    @Test
    void no_changed_proof_of_inclusion_is_accepted() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                List<Hash> proof = TreeModel.path(index, LEAVES.subList(0, size));
                TreeHead head = HEADS.get(size);
                Hash leaf = LEAVES.get(index);
                for (Map.Entry<String, List<Hash>> wrong :
                        Mutations.of(proof, FOREIGN).entrySet()) {
                    assertThat(includes(index, leaf, wrong.getValue(), head))
                            .as("%d of %d, %s", index, size, wrong.getKey())
                            .isFalse();
                }
                Hash otherLeaf = Mutations.flipped(leaf, size);
                Hash otherRoot = Mutations.flipped(head.root(), index);
                assertThat(includes(index, otherLeaf, proof, head)).isFalse();
                assertThat(includes(index, leaf, proof, new TreeHead(size, otherRoot)))
                        .isFalse();
            }
        }
    }

    @Test
    void no_proof_of_inclusion_is_accepted_for_another_index() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                List<Hash> proof = TreeModel.path(index, LEAVES.subList(0, size));
                for (long other : numbersAround(index, size)) {
                    assertThat(other != index && includes(other, LEAVES.get(index), proof, HEADS.get(size)))
                            .as("%d of %d as %d", index, size, other)
                            .isFalse();
                }
            }
        }
    }

    /** Trees of several sizes may have one way from an index to the root; the definitions say which. */
    @Test
    void a_proof_of_inclusion_is_accepted_for_another_size_only_where_the_way_is_the_same() {
        int same = 0;
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                List<Hash> proof = TreeModel.path(index, LEAVES.subList(0, size));
                for (long other : numbersAround(index, size)) {
                    TreeHead head =
                            new TreeHead(Math.max(0, other), HEADS.get(size).root());
                    boolean included = TreeModel.includes(index, LEAVES.get(index), proof, head);
                    same += included && other != size ? 1 : 0;
                    assertThat(includes(index, LEAVES.get(index), proof, head))
                            .as("%d of %d as of %d", index, size, other)
                            .isEqualTo(included);
                }
            }
        }
        assertThat(same).isPositive();
    }

    @Test
    void no_changed_proof_of_consistency_is_accepted() {
        for (int newer = 1; newer <= LARGEST; newer++) {
            for (int older = 0; older <= newer; older++) {
                List<Hash> proof = older == 0 ? List.of() : TreeModel.proof(older, LEAVES.subList(0, newer));
                TreeHead from = HEADS.get(older);
                TreeHead to = HEADS.get(newer);
                for (Map.Entry<String, List<Hash>> wrong :
                        Mutations.of(proof, FOREIGN).entrySet()) {
                    assertThat(follows(from, to, wrong.getValue()))
                            .as("%d to %d, %s", older, newer, wrong.getKey())
                            .isFalse();
                }
                TreeHead otherFrom = new TreeHead(older, Mutations.flipped(from.root(), newer));
                TreeHead otherTo = new TreeHead(newer, Mutations.flipped(to.root(), older));
                assertThat(follows(otherFrom, to, proof)).isFalse();
                assertThat(older > 0 && follows(from, otherTo, proof)).isFalse();
            }
        }
    }

    @Test
    void a_proof_of_consistency_is_accepted_for_other_sizes_only_where_the_way_is_the_same() {
        for (int newer = 1; newer <= LARGEST; newer++) {
            for (int older = 1; older <= newer; older++) {
                List<Hash> proof = TreeModel.proof(older, LEAVES.subList(0, newer));
                for (long other : numbersAround(older, newer)) {
                    TreeHead from =
                            new TreeHead(Math.max(0, other), HEADS.get(older).root());
                    TreeHead to =
                            new TreeHead(Math.max(0, other), HEADS.get(newer).root());
                    assertThat(follows(from, HEADS.get(newer), proof))
                            .as("%d to %d as from %d", older, newer, other)
                            .isEqualTo(TreeModel.follows(from, HEADS.get(newer), proof));
                    assertThat(follows(HEADS.get(older), to, proof))
                            .as("%d to %d as to %d", older, newer, other)
                            .isEqualTo(TreeModel.follows(HEADS.get(older), to, proof));
                }
            }
        }
    }

    @Test
    void a_refusal_says_what_is_wrong() {
        List<Hash> path = TreeModel.path(2, LEAVES.subList(0, 7));
        TreeHead seven = HEADS.get(7);
        assertThat(why(() -> Inclusion.verify(7, LEAVES.get(2), path, seven))).isEqualTo(Reason.INDEX_BEYOND_TREE);
        assertThat(why(() -> Inclusion.verify(-1, LEAVES.get(2), path, seven))).isEqualTo(Reason.INDEX_BEYOND_TREE);
        assertThat(why(() -> Inclusion.verify(2, LEAVES.get(3), path, seven))).isEqualTo(Reason.ROOT_DIFFERS);
        assertThat(why(() -> Inclusion.verify(2, LEAVES.get(2), path.subList(0, 2), seven)))
                .isEqualTo(Reason.PROOF_TOO_SHORT);
        assertThat(why(() -> Inclusion.verify(6, LEAVES.get(6), path, seven))).isEqualTo(Reason.PROOF_TOO_LONG);

        List<Hash> proof = TreeModel.proof(3, LEAVES.subList(0, 7));
        TreeHead three = HEADS.get(3);
        TreeHead four = HEADS.get(4);
        assertThat(why(() -> Consistency.verify(seven, three, proof))).isEqualTo(Reason.TREE_SHRANK);
        assertThat(why(() -> Consistency.verify(three, seven, List.of()))).isEqualTo(Reason.PROOF_TOO_SHORT);
        assertThat(why(() -> Consistency.verify(three, seven, proof.subList(0, 3))))
                .isEqualTo(Reason.PROOF_TOO_SHORT);
        assertThat(why(() -> Consistency.verify(four, seven, proof))).isEqualTo(Reason.PROOF_TOO_LONG);
        assertThat(why(() -> Consistency.verify(three, three, proof))).isEqualTo(Reason.PROOF_TOO_LONG);
        assertThat(why(() -> Consistency.verify(TreeHead.EMPTY, three, proof))).isEqualTo(Reason.PROOF_TOO_LONG);
        assertThat(why(() -> Consistency.verify(new TreeHead(3, four.root()), seven, proof)))
                .isEqualTo(Reason.OLDER_ROOT_DIFFERS);
        assertThat(why(() -> Consistency.verify(three, new TreeHead(7, four.root()), proof)))
                .isEqualTo(Reason.NEWER_ROOT_DIFFERS);
        assertThat(why(() -> Consistency.verify(three, new TreeHead(3, four.root()), List.of())))
                .isEqualTo(Reason.NEWER_ROOT_DIFFERS);
        assertThat(why(() -> Consistency.verify(new TreeHead(0, four.root()), four, List.of())))
                .isEqualTo(Reason.EMPTY_TREE_HAS_OTHER_ROOT);
        assertThat(why(() -> Consistency.verify(TreeHead.EMPTY, new TreeHead(0, four.root()), List.of())))
                .isEqualTo(Reason.EMPTY_TREE_HAS_OTHER_ROOT);
    }

    @Test
    void what_is_not_in_the_tree_is_not_proven() {
        assertThatThrownBy(() -> Inclusion.prove(3, 3, TreeProofsTest::subtree))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Inclusion.prove(-1, 3, TreeProofsTest::subtree))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Consistency.prove(4, 3, TreeProofsTest::subtree))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Consistency.prove(-1, 3, TreeProofsTest::subtree))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TreeHead(-1, FOREIGN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Sizes that no test can build; nothing overflows, and nothing takes long. */
    @Test
    void the_largest_trees_are_verified_as_the_definitions_say() {
        List<Hash> hashes = TreeModel.leaves(0, 64);
        for (long size : numbersAround(Long.MAX_VALUE, Long.MAX_VALUE)) {
            for (long index : numbersAround(size, size)) {
                for (int length : new int[] {0, 1, 61, 62, 63, 64}) {
                    TreeHead head = new TreeHead(Math.max(0, size), FOREIGN);
                    assertThat(includes(index, FOREIGN, hashes.subList(0, length), head))
                            .isEqualTo(TreeModel.includes(index, FOREIGN, hashes.subList(0, length), head));
                }
            }
        }
    }

    private static long[] numbersAround(long one, long other) {
        return LongStream.concat(
                        LongStream.of(-1, 0, 1, one / 2, one ^ 2, one << 1, other ^ 1, other / 2, other << 1),
                        LongStream.concat(
                                LongStream.rangeClosed(one - 3, one + 3), LongStream.rangeClosed(other - 3, other + 3)))
                .distinct()
                .toArray();
    }

    private interface Verification {
        void verify() throws RefusedException;
    }

    private static Reason why(Verification verification) {
        try {
            verification.verify();
        } catch (RefusedException e) {
            return e.reason();
        }
        throw new AssertionError("accepted");
    }

    private static boolean includes(long index, Hash leaf, List<Hash> proof, TreeHead head) {
        return accepted(() -> Inclusion.verify(index, leaf, proof, head));
    }

    private static boolean follows(TreeHead older, TreeHead newer, List<Hash> proof) {
        return accepted(() -> Consistency.verify(older, newer, proof));
    }

    private static boolean accepted(Verification verification) {
        try {
            verification.verify();
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }
}
