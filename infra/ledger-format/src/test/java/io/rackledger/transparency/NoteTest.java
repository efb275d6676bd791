package io.rackledger.transparency;

import static io.rackledger.transparency.Keys.LOG;
import static io.rackledger.transparency.Keys.ORIGIN;
import static io.rackledger.transparency.Keys.WITNESS_1;
import static io.rackledger.transparency.Keys.WITNESS_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import io.rackledger.transparency.RefusedException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vectors don't say of notes, keys and checkpoints. */
class NoteTest {
    private static final Instant SEEN = Instant.parse("2026-11-23T05:00:00.9Z");
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, TreeModel.head(TreeModel.leaves(0, 5)));

    @Test
    void no_flipped_bit_of_a_signed_note_is_believed() {
        Note note = CHECKPOINT.signed(LOG).with(WITNESS_1.cosign(CHECKPOINT.text(), SEEN));
        Trust trust = new Trust(ORIGIN, List.of(LOG.verifier()), List.of(WITNESS_1.verifier()), 1);
        byte[] bytes = note.format().getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(believed(flipped, trust)).as("bit %d", bit).isFalse();
        }
        assertThat(believed(bytes, trust)).isTrue();
    }

    private static boolean believed(byte[] note, Trust trust) {
        try {
            trust.verify(Note.parse(note));
            return true;
        } catch (RefusedException | MalformedException e) {
            return false;
        }
    }

    @Test
    void what_is_found_says_who_cosigned_and_when() throws Exception {
        Note note = CHECKPOINT
                .signed(LOG)
                .with(WITNESS_2.cosign(CHECKPOINT.text(), SEEN))
                .with(WITNESS_1.cosign(CHECKPOINT.text(), SEEN.plusSeconds(3)))
                .with(WITNESS_2.cosign(CHECKPOINT.text(), SEEN.plusSeconds(9)));
        Trust trust =
                new Trust(ORIGIN, List.of(LOG.verifier()), List.of(WITNESS_1.verifier(), WITNESS_2.verifier()), 2);
        VerifiedCheckpoint verified = trust.verify(note);
        assertThat(verified.checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(verified.cosigned())
                .containsExactly(
                        new VerifiedCheckpoint.Cosigned(WITNESS_2.verifier(), Instant.parse("2026-11-23T05:00:00Z")),
                        new VerifiedCheckpoint.Cosigned(WITNESS_1.verifier(), Instant.parse("2026-11-23T05:00:03Z")));
        assertThat(new Trust(LOG.verifier()).verify(note).cosigned()).isEmpty();
    }

    @Test
    void a_refusal_says_what_is_wrong() {
        String text = CHECKPOINT.text();
        Note signed = CHECKPOINT.signed(LOG);
        Trust log = new Trust(LOG.verifier());
        assertThat(why(log, new Note(text, List.of(Keys.STRANGER.sign(text))))).isEqualTo(Reason.NOT_SIGNED);
        assertThat(why(log, new Note(text + "more\n", signed.signatures()))).isEqualTo(Reason.SIGNATURE_DIFFERS);
        assertThat(why(new Trust("another", List.of(LOG.verifier()), List.of(), 0), signed))
                .isEqualTo(Reason.ORIGIN_DIFFERS);
        assertThat(why(new Trust(ORIGIN, List.of(LOG.verifier()), List.of(WITNESS_1.verifier()), 1), signed))
                .isEqualTo(Reason.TOO_FEW_WITNESSES);
    }

    private static Reason why(Trust trust, Note note) {
        try {
            trust.verify(note);
        } catch (RefusedException e) {
            return e.reason();
        } catch (MalformedException e) {
            throw new AssertionError("malformed", e);
        }
        throw new AssertionError("believed");
    }

    @ParameterizedTest
    @EnumSource(SignatureType.class)
    void a_key_is_read_as_it_was_written(SignatureType type) throws MalformedException {
        NoteVerifier verifier = NoteSigner.generate("some.example/key", type).verifier();
        assertThat(NoteVerifier.parse(verifier.vkey())).isEqualTo(verifier).hasToString(verifier.vkey());
        assertThat(NoteVerifier.of("some.example/key", type, verifier.publicKey()))
                .isEqualTo(verifier);
        assertThat(verifier.vkey()).matches("some\\.example/key\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}");
    }

    @Test
    void the_same_key_has_another_id_for_another_name_or_use() {
        byte[] key = LOG.verifier().publicKey();
        assertThat(List.of(
                        NoteVerifier.of(ORIGIN, SignatureType.ED25519, key).keyId(),
                        NoteVerifier.of(ORIGIN, SignatureType.COSIGNATURE, key).keyId(),
                        NoteVerifier.of(ORIGIN + "2", SignatureType.ED25519, key)
                                .keyId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void no_other_line_is_a_key() {
        String vkey = LOG.verifier().vkey();
        String[] parts = vkey.split("\\+", 3);
        for (String wrong : List.of(
                "",
                "x",
                "x+y",
                parts[0] + "+" + parts[1],
                parts[0] + "+" + parts[1] + "+",
                "other" + vkey,
                vkey + "=",
                vkey.substring(0, vkey.length() - 4),
                parts[0] + "+" + parts[1].toUpperCase() + "+" + parts[2],
                parts[0] + "+0" + parts[1] + "+" + parts[2],
                "+" + parts[1] + "+" + parts[2],
                parts[0] + "+" + parts[1] + "+Aw" + parts[2].substring(2))) {
            if (!wrong.equals(vkey)) {
                assertThatThrownBy(() -> NoteVerifier.parse(wrong)).as(wrong).isInstanceOf(MalformedException.class);
            }
        }
    }

    @Test
    void bytes_that_are_no_point_are_no_key() {
        byte[] none = new byte[32];
        none[0] = 2;
        assertThatThrownBy(() -> NoteVerifier.of("x", SignatureType.ED25519, none))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NoteVerifier.of("x", SignatureType.ED25519, new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a+b", "a\tb", "a\nb", "a\u00a0b", "a\u0085b", "a\u2028b", "a\u3000b", "a\ud800b"})
    void what_has_white_space_or_a_plus_is_no_name(String name) {
        assertThatThrownBy(() -> NoteSigner.generate(name, SignatureType.ED25519))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_signs_what_it_is_for_and_nothing_else() {
        assertThatThrownBy(() -> LOG.cosign("x\n", SEEN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> WITNESS_1.sign("x\n")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> WITNESS_1.cosign("x\n", Instant.EPOCH.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LOG.verifier().cosignedAt(LOG.sign("x\n"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_signature_of_another_length_is_false() {
        for (NoteSignature good : List.of(LOG.sign("x\n"), WITNESS_1.cosign("x\n", SEEN))) {
            NoteVerifier verifier = good.name().equals(ORIGIN) ? LOG.verifier() : WITNESS_1.verifier();
            for (int length = 1; length < 100; length++) {
                NoteSignature other = NoteSignature.of(good.name(), good.keyId(), Arrays.copyOf(good.bytes(), length));
                assertThat(verifier.verifies("x\n", other)).isEqualTo(length == good.bytes().length);
            }
        }
    }

    @Test
    void a_time_that_there_is_not_is_false_though_it_was_signed() {
        PrivateKey key = Ed25519.privateKey(WITNESS_1.pkcs8());
        NoteVerifier verifier = WITNESS_1.verifier();
        for (long seconds : new long[] {0, 1, Instant.MAX.getEpochSecond(), -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            byte[] timed = ByteBuffer.allocate(72)
                    .putLong(seconds)
                    .put(Ed25519.sign(key, NoteVerifier.cosigned("x\n", seconds)))
                    .array();
            NoteSignature signature = NoteSignature.of(verifier.name(), verifier.keyId(), timed);
            boolean isTime = seconds >= 0 && seconds < Long.MAX_VALUE;
            assertThat(verifier.verifies("x\n", signature)).as("%d", seconds).isEqualTo(isTime);
        }
    }

    @Test
    void bytes_that_are_no_text_are_no_note() {
        byte[] note = CHECKPOINT.signed(LOG).format().getBytes(StandardCharsets.UTF_8);
        byte[] latin = note.clone();
        latin[3] = (byte) 0xE9;
        assertThatThrownBy(() -> Note.parse(latin)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Note("\ud800\n", List.of(LOG.sign("x\n"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Note("x", List.of(LOG.sign("x\n")))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Note("x\n", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_note_of_the_largest_size_is_read_and_no_larger_one() throws MalformedException {
        int signature = LOG.sign("x\n").line().getBytes(StandardCharsets.UTF_8).length;
        String largest = "x".repeat(Note.MOST_BYTES - signature - 2) + "\n";
        String larger = "x" + largest;
        byte[] read = new Note(largest, List.of(LOG.sign(largest))).format().getBytes(StandardCharsets.UTF_8);
        byte[] tooLarge = new Note(larger, List.of(LOG.sign(larger))).format().getBytes(StandardCharsets.UTF_8);
        assertThat(Note.parse(read).text()).isEqualTo(largest);
        assertThatThrownBy(() -> Note.parse(tooLarge)).isInstanceOf(MalformedException.class);
    }

    @Test
    void text_with_empty_lines_and_lines_like_signatures_is_text() throws MalformedException {
        String text = "\n\u2014 somebody AAAAAAA=\n\n\n";
        Note note = new Note(text, List.of(LOG.sign(text)));
        Note read = Note.parse(note.format().getBytes(StandardCharsets.UTF_8));
        assertThat(read).isEqualTo(note).hasSameHashCodeAs(note);
        assertThat(LOG.verifier().verifies(read.text(), read.signatures().getFirst()))
                .isTrue();
    }

    @Test
    void a_checkpoint_has_lines_and_no_more() {
        TreeHead head = CHECKPOINT.head();
        for (String line : List.of("", "a\nb", "a\rb", "\ud800")) {
            assertThatThrownBy(() -> new Checkpoint(line, head)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Checkpoint(ORIGIN, head, List.of(line)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void trust_that_can_not_be_met_is_refused() {
        NoteVerifier log = LOG.verifier();
        NoteVerifier witness = WITNESS_1.verifier();
        NoteVerifier renamed = NoteVerifier.of("alias", SignatureType.COSIGNATURE, witness.publicKey());
        for (Runnable wrong : List.<Runnable>of(
                () -> new Trust(ORIGIN, List.of(), List.of(), 0),
                () -> new Trust(ORIGIN, List.of(log), List.of(), 1),
                () -> new Trust(ORIGIN, List.of(log), List.of(), -1),
                () -> new Trust(ORIGIN, List.of(log), List.of(log), 1),
                () -> new Trust(ORIGIN, List.of(log), List.of(witness, renamed), 2))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_request_to_a_witness_is_read_as_it_was_written() throws Exception {
        List<Hash> leaves = TreeModel.leaves(0, 5);
        AddCheckpoint request = new AddCheckpoint(3, TreeModel.proof(3, leaves), CHECKPOINT.signed(LOG));
        String body = request.format();
        assertThat(body).startsWith("old 3\n");
        AddCheckpoint read = AddCheckpoint.parse(body.getBytes(StandardCharsets.UTF_8));
        assertThat(read).isEqualTo(request);
        Consistency.verify(TreeModel.head(leaves.subList(0, 3)), CHECKPOINT.head(), read.proof());
        for (String wrong : List.of(
                body.replace("old 3", "old 03"),
                body.replace("old 3", "new 3"),
                body.replace("old 3\n", "old 3\n" + ("A".repeat(43) + "=\n").repeat(61)),
                body.substring(1))) {
            assertThatThrownBy(() -> AddCheckpoint.parse(wrong.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> new AddCheckpoint(-1, List.of(), CHECKPOINT.signed(LOG)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
