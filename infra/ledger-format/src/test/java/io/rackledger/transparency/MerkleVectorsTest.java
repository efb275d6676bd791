package io.rackledger.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vectors of Merkle proofs, which verifiers in other languages are checked by, too. {@code -Drackledger.merkle=FOLDER}
 * runs another project's that have the same members.
 */
class MerkleVectorsTest {
    private static final int AT_LEAST = 100;

    @Test
    void the_files_are_what_the_model_makes() throws IOException {
        VectorFiles.areAsMade("merkle", MerkleVectors.all());
    }

    @Test
    void there_are_many_of_each_kind() {
        for (String kind : List.of("inclusion/", "consistency/")) {
            Map<Boolean, Long> count = new HashMap<>();
            MerkleVectors.all().forEach((name, members) -> {
                if (name.startsWith(kind)) {
                    count.merge((Boolean) ((Map<?, ?>) members).get("wantErr"), 1L, Long::sum);
                }
            });
            assertThat(count.get(false)).isGreaterThan(30);
            assertThat(count.get(true) + count.get(false)).isGreaterThanOrEqualTo(AT_LEAST);
        }
    }

    @TestFactory
    Stream<DynamicTest> an_event_stands_in_a_tree_or_not() {
        return tests("inclusion", vector -> {
            TreeHead head = new TreeHead(number(vector, "treeSize"), hash(vector.get("root")));
            Inclusion.verify(number(vector, "leafIdx"), hash(vector.get("leafHash")), hashes(vector), head);
        });
    }

    @TestFactory
    Stream<DynamicTest> a_tree_follows_another_or_not() {
        return tests("consistency", vector -> {
            TreeHead older = new TreeHead(number(vector, "size1"), hash(vector.get("root1")));
            TreeHead newer = new TreeHead(number(vector, "size2"), hash(vector.get("root2")));
            Consistency.verify(older, newer, hashes(vector));
        });
    }

    private interface Verification {
        void verify(JsonNode vector) throws RefusedException, MalformedException;
    }

    private static Stream<DynamicTest> tests(String kind, Verification verification) {
        Path folder = Path.of(System.getProperty(
                "rackledger.merkle", VectorFiles.folder("merkle").toString()));
        List<DynamicTest> tests = new ArrayList<>();
        VectorFiles.beneath(folder.resolve(kind)).forEach((name, file) -> {
            JsonNode vector = JsonMapper.shared().readTree(file);
            boolean refused = vector.get("wantErr").asBoolean();
            tests.add(DynamicTest.dynamicTest(
                    name, () -> assertThat(accepted(vector, verification)).isEqualTo(!refused)));
        });
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static boolean accepted(JsonNode vector, Verification verification) {
        try {
            verification.verify(vector);
            return true;
        } catch (RefusedException | MalformedException e) {
            return false;
        }
    }

    private static long number(JsonNode vector, String member) throws MalformedException {
        return Lines.number(vector.get(member).asString());
    }

    private static Hash hash(JsonNode base64) throws MalformedException {
        return Lines.hash(base64.asString());
    }

    private static List<Hash> hashes(JsonNode vector) throws MalformedException {
        List<Hash> hashes = new ArrayList<>();
        for (JsonNode base64 : vector.get("proof")) {
            hashes.add(hash(base64));
        }
        return hashes;
    }
}
