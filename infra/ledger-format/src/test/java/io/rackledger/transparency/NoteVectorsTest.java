package io.rackledger.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors of checkpoints and of proofs in files, which verifiers in other languages are checked by, too. */
class NoteVectorsTest {
    @Test
    void the_files_are_what_the_generator_makes() throws IOException {
        VectorFiles.areAsMade("evidence", NoteVectors.all());
    }

    @TestFactory
    Stream<DynamicTest> a_checkpoint_is_believed_or_not() {
        return tests("checkpoints.json", vector -> {
            byte[] bytes = bytes(vector, "note");
            Note note = Note.parse(bytes);
            assertThat(note.format()).isEqualTo(vector.get("note").asString());
            Checkpoint checkpoint = trust(vector).verify(note).checkpoint();
            assertThat(checkpoint.text()).isEqualTo(note.text());
        });
    }

    @TestFactory
    Stream<DynamicTest> an_event_is_proven_by_a_file_or_not() {
        return tests("proofs.json", vector -> {
            TlogProof proof = TlogProof.parse(bytes(vector, "file"));
            assertThat(proof.format()).isEqualTo(vector.get("file").asString());
            proof.verify(Hash.parse(vector.get("leaf").asString()), trust(vector));
        });
    }

    private interface Verification {
        void verify(JsonNode vector) throws RefusedException, MalformedException;
    }

    private static Stream<DynamicTest> tests(String file, Verification verification) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector :
                JsonMapper.shared().readTree(VectorFiles.folder("evidence").resolve(file))) {
            tests.add(DynamicTest.dynamicTest(
                    vector.get("name").asString(),
                    () -> assertThat(verdict(vector, verification))
                            .isEqualTo(vector.get("verdict").asString())));
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static String verdict(JsonNode vector, Verification verification) {
        try {
            verification.verify(vector);
            return "verified";
        } catch (RefusedException e) {
            return "refused";
        } catch (MalformedException e) {
            return "malformed";
        }
    }

    private static Trust trust(JsonNode vector) throws MalformedException {
        return new Trust(
                vector.get("origin").asString(),
                verifiers(vector.get("log")),
                verifiers(vector.get("witnesses")),
                vector.get("quorum").asInt());
    }

    private static List<NoteVerifier> verifiers(JsonNode vkeys) throws MalformedException {
        List<NoteVerifier> verifiers = new ArrayList<>();
        for (JsonNode vkey : vkeys) {
            verifiers.add(NoteVerifier.parse(vkey.asString()));
        }
        return verifiers;
    }

    private static byte[] bytes(JsonNode vector, String member) {
        return vector.get(member).asString().getBytes(StandardCharsets.UTF_8);
    }
}
