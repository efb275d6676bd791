package io.rackledger.transparency;

import io.rackledger.format.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the vectors of Merkle proofs from {@link TreeModel} alone: which proofs there are, what is done to them, and what
 * the definitions say of the outcome. One case a file, in the members that other projects' vectors have, too.
 */
final class MerkleVectors {
    private static final int ALL_UP_TO = 7;
    private static final int[][] LEAVES_OF = {
        {0, 1}, {0, 2}, {1, 2}, {2, 3}, {0, 8}, {5, 8}, {7, 8}, {10, 11}, {3, 13}, {24, 33}, {99, 100}
    };
    private static final int[][] FROM_TO = {
        {1, 1}, {1, 2}, {2, 3}, {3, 7}, {4, 7}, {6, 8}, {7, 8}, {8, 8}, {8, 13}, {11, 20}, {64, 65}, {65, 100}
    };
    private static final List<Hash> LEAVES = TreeModel.leaves(1_000, 1_100);
    private static final Hash FOREIGN = TreeModel.leaf(-1);

    private final Map<String, Object> files = new TreeMap<>();

    private MerkleVectors() {}

    static Map<String, Object> all() {
        MerkleVectors vectors = new MerkleVectors();
        for (int size = 1; size <= ALL_UP_TO; size++) {
            for (int number = 0; number < size; number++) {
                vectors.inclusion(number, size, "happy-path", path(number, size));
                vectors.consistency(number + 1, size, "happy-path", proof(number + 1, size));
            }
        }
        Arrays.stream(LEAVES_OF).forEach(pair -> vectors.inclusions(pair[0], pair[1]));
        Arrays.stream(FROM_TO).forEach(pair -> vectors.consistencies(pair[0], pair[1]));
        vectors.hashesOfOtherLengths();
        vectors.treesWithoutLeaves();
        return vectors.files;
    }

    private static List<Hash> first(int size) {
        return LEAVES.subList(0, size);
    }

    private static List<Hash> path(int index, int size) {
        return TreeModel.path(index, first(size));
    }

    private static List<Hash> proof(int older, int newer) {
        return TreeModel.proof(older, first(newer));
    }

    private void inclusions(int index, int size) {
        List<Hash> path = path(index, size);
        Hash leaf = LEAVES.get(index);
        TreeHead head = TreeModel.head(first(size));
        String folder = index + "-of-" + size;
        inclusion(folder, "happy-path", index, leaf, head, path);
        inclusion(folder, "leaf-changed", index, Mutations.flipped(leaf, 3), head, path);
        inclusion(folder, "leaf-foreign", index, FOREIGN, head, path);
        inclusion(folder, "root-changed", index, leaf, new TreeHead(size, Mutations.flipped(head.root(), 250)), path);
        inclusion(folder, "root-of-the-empty-tree", index, leaf, new TreeHead(size, TreeModel.EMPTY), path);
        inclusion(folder, "index-of-next", index + 1, leaf, head, path);
        inclusion(folder, "index-xor-2", index ^ 2, leaf, head, path);
        inclusion(folder, "index-beyond-tree", size + index, leaf, head, path);
        inclusion(folder, "size-doubled", index, leaf, new TreeHead(2L * size, head.root()), path);
        inclusion(folder, "size-halved", index, leaf, new TreeHead(size / 2, head.root()), path);
        chosen(path).forEach((name, wrong) -> inclusion(folder, name, index, leaf, head, wrong));
    }

    private void consistencies(int older, int newer) {
        List<Hash> proof = proof(older, newer);
        TreeHead from = TreeModel.head(first(older));
        TreeHead to = TreeModel.head(first(newer));
        String folder = older + "-to-" + newer;
        consistency(folder, "happy-path", from, to, proof);
        consistency(folder, "older-root-changed", new TreeHead(older, Mutations.flipped(from.root(), 9)), to, proof);
        consistency(folder, "newer-root-changed", from, new TreeHead(newer, Mutations.flipped(to.root(), 77)), proof);
        consistency(folder, "older-root-of-the-empty-tree", new TreeHead(older, TreeModel.EMPTY), to, proof);
        consistency(folder, "the-other-way-round", to, from, proof);
        consistency(folder, "older-size-plus-1", new TreeHead(older + 1L, from.root()), to, proof);
        consistency(folder, "older-size-xor-2", new TreeHead(older ^ 2, from.root()), to, proof);
        consistency(folder, "newer-size-doubled", from, new TreeHead(2L * newer, to.root()), proof);
        consistency(folder, "newer-size-halved", from, new TreeHead(newer / 2, to.root()), proof);
        if (older < newer) {
            consistency(
                    folder, "swapped-roots", new TreeHead(older, to.root()), new TreeHead(newer, from.root()), proof);
        }
        chosen(proof).forEach((name, wrong) -> consistency(folder, name, from, to, wrong));
    }

    /** Not all that tests go through: at both ends, and in the middle. */
    private static Map<String, List<Hash>> chosen(List<Hash> proof) {
        Map<String, List<Hash>> chosen = new LinkedHashMap<>();
        Mutations.of(proof, FOREIGN).forEach((name, wrong) -> {
            boolean atEnds = name.contains("-0") || name.endsWith("-" + proof.size());
            if (atEnds || name.equals("no-hashes") || name.equals("upside-down")) {
                chosen.put(name, wrong);
            }
        });
        return chosen;
    }

    private void hashesOfOtherLengths() {
        for (int length : new int[] {0, 31, 33}) {
            String odd = Base64.getEncoder()
                    .encodeToString(Arrays.copyOf(LEAVES.getFirst().bytes(), length));
            String good = base64(LEAVES.getFirst());
            put(
                    "inclusion/lengths",
                    "leaf-and-root-of-" + length + "-bytes",
                    inclusion(0, 1, odd, odd, List.of()),
                    true);
            put("inclusion/lengths", "leaf-of-" + length + "-bytes", inclusion(0, 1, good, odd, List.of()), true);
            put("inclusion/lengths", "hash-of-" + length + "-bytes", inclusion(0, 2, good, good, List.of(odd)), true);
            put("consistency/lengths", "root-of-" + length + "-bytes", consistency(1, 1, good, odd, List.of()), true);
            put(
                    "consistency/lengths",
                    "hash-of-" + length + "-bytes",
                    consistency(1, 2, good, good, List.of(odd)),
                    true);
        }
    }

    private void treesWithoutLeaves() {
        TreeHead foreign = new TreeHead(0, FOREIGN);
        TreeHead three = TreeModel.head(first(3));
        inclusion("no-leaves", "leaf-0", 0, FOREIGN, TreeModel.head(first(0)), List.of());
        inclusion("no-leaves", "its-root-is-the-leaf", 0, FOREIGN, foreign, List.of());
        consistency("no-leaves", "with-another-root", foreign, foreign, List.of());
        consistency("no-leaves", "with-another-root-later", TreeModel.head(first(0)), foreign, List.of());
        consistency("no-leaves", "with-another-root-grown", foreign, three, List.of());
        consistency("no-leaves", "hashes-where-none-are-needed", TreeModel.head(first(0)), three, proof(2, 3));
        consistency("no-leaves", "shrunk-to-it", three, TreeModel.head(first(0)), List.of());
    }

    private void inclusion(int index, int size, String name, List<Hash> path) {
        inclusion(index + "-of-" + size, name, index, LEAVES.get(index), TreeModel.head(first(size)), path);
    }

    private void inclusion(String folder, String name, long index, Hash leaf, TreeHead head, List<Hash> path) {
        put(
                "inclusion/" + folder,
                name,
                inclusion(index, head.size(), base64(head.root()), base64(leaf), base64(path)),
                !TreeModel.includes(index, leaf, path, head));
    }

    private void consistency(int older, int newer, String name, List<Hash> proof) {
        consistency(older + "-to-" + newer, name, TreeModel.head(first(older)), TreeModel.head(first(newer)), proof);
    }

    private void consistency(String folder, String name, TreeHead older, TreeHead newer, List<Hash> proof) {
        put(
                "consistency/" + folder,
                name,
                consistency(older.size(), newer.size(), base64(older.root()), base64(newer.root()), base64(proof)),
                !TreeModel.follows(older, newer, proof));
    }

    private static Map<String, Object> inclusion(long index, long size, String root, String leaf, List<String> path) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("leafIdx", index);
        members.put("treeSize", size);
        members.put("root", root);
        members.put("leafHash", leaf);
        members.put("proof", path);
        return members;
    }

    private static Map<String, Object> consistency(
            long older, long newer, String root1, String root2, List<String> proof) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("size1", older);
        members.put("size2", newer);
        members.put("root1", root1);
        members.put("root2", root2);
        members.put("proof", proof);
        return members;
    }

    private void put(String folder, String name, Map<String, Object> members, boolean wantErr) {
        members.put("desc", folder.substring(folder.indexOf('/') + 1) + ": " + name.replace('-', ' '));
        members.put("wantErr", wantErr);
        files.put(folder + "/" + name + ".json", members);
    }

    private static String base64(Hash hash) {
        return Base64.getEncoder().encodeToString(hash.bytes());
    }

    private static List<String> base64(List<Hash> hashes) {
        return new ArrayList<>(hashes.stream().map(MerkleVectors::base64).toList());
    }
}
