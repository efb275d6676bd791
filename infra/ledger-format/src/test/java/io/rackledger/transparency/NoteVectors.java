package io.rackledger.transparency;

import static io.rackledger.transparency.Keys.LOG;
import static io.rackledger.transparency.Keys.NEXT_LOG;
import static io.rackledger.transparency.Keys.ORIGIN;
import static io.rackledger.transparency.Keys.STRANGER;
import static io.rackledger.transparency.Keys.WITNESS_1;
import static io.rackledger.transparency.Keys.WITNESS_2;
import static io.rackledger.transparency.Keys.WITNESS_3;

import io.rackledger.format.Hash;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the vectors of checkpoints and of proofs in files: texts, whom to trust, and what is to be found. */
final class NoteVectors {
    private static final List<Hash> LEAVES = TreeModel.leaves(2_000, 2_011);
    private static final TreeHead HEAD = TreeModel.head(LEAVES);
    private static final Instant SEEN = Instant.ofEpochSecond(1_790_000_000);
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, HEAD);
    private static final Note SIGNED = CHECKPOINT.signed(LOG);
    private static final Note WITNESSED = cosigned(cosigned(SIGNED, WITNESS_1, 0), WITNESS_2, 60);
    private static final String VERIFIED = "verified";
    private static final String REFUSED = "refused";
    private static final String MALFORMED = "malformed";

    private final List<Object> checkpoints = new ArrayList<>();
    private final List<Object> proofs = new ArrayList<>();

    private NoteVectors() {}

    static Map<String, Object> all() {
        NoteVectors vectors = new NoteVectors();
        vectors.verified();
        vectors.refused();
        vectors.malformedNotes();
        vectors.malformedCheckpoints();
        vectors.proofs();
        return Map.of("checkpoints.json", vectors.checkpoints, "proofs.json", vectors.proofs);
    }

    private static Note cosigned(Note note, NoteSigner witness, long later) {
        return note.with(witness.cosign(note.text(), SEEN.plusSeconds(later)));
    }

    private static Note signedBy(NoteSigner signer, String text) {
        return new Note(text, List.of(signer.sign(text)));
    }

    private void verified() {
        note("signed by the log", VERIFIED, 0, SIGNED.format());
        note(
                "signed by the log, and by somebody else",
                VERIFIED,
                0,
                by(SIGNED, STRANGER).format());
        note(
                "signed by the log's next key",
                VERIFIED,
                0,
                CHECKPOINT.signed(NEXT_LOG).format());
        note("signed by both keys of the log", VERIFIED, 0, by(SIGNED, NEXT_LOG).format());
        note("signed twice by the same key", VERIFIED, 0, by(SIGNED, LOG).format());
        note("cosigned by two of three", VERIFIED, 2, WITNESSED.format());
        note(
                "cosigned by all three",
                VERIFIED,
                3,
                cosigned(WITNESSED, WITNESS_3, -60).format());
        note(
                "cosigned, with witnesses before the log",
                VERIFIED,
                2,
                upsideDown(WITNESSED).format());
        note(
                "of a tree without leaves",
                VERIFIED,
                0,
                new Checkpoint(ORIGIN, TreeHead.EMPTY).signed(LOG).format());
        note(
                "of the largest size",
                VERIFIED,
                0,
                new Checkpoint(ORIGIN, new TreeHead(Long.MAX_VALUE, HEAD.root()))
                        .signed(LOG)
                        .format());
        note(
                "with extension lines",
                VERIFIED,
                0,
                new Checkpoint(ORIGIN, HEAD, List.of("one", "\u2014 two é"))
                        .signed(LOG)
                        .format());
        note("with as many signatures as are read", VERIFIED, 0, crowded(Note.MOST_SIGNATURES));
        note(
                "with a line of somebody else's that is no key of ours by its id",
                VERIFIED,
                0,
                SIGNED.with(NoteSignature.of(ORIGIN, 7, new byte[64])).format());
        note(
                "with a line of somebody else's that is no key of ours by its name",
                VERIFIED,
                0,
                SIGNED.with(NoteSignature.of(
                                "rackledger.example", LOG.verifier().keyId(), new byte[64]))
                        .format());
        note(
                "with a line of somebody else's that is longer than ours",
                VERIFIED,
                0,
                SIGNED.with(NoteSignature.of("pq.example", 9, new byte[2_428])).format());
    }

    private static Note by(Note note, NoteSigner signer) {
        return note.with(signer.sign(note.text()));
    }

    private static Note upsideDown(Note note) {
        return new Note(note.text(), note.signatures().reversed());
    }

    private static String crowded(int signatures) {
        StringBuilder note = new StringBuilder(SIGNED.format());
        for (int i = 1; i < signatures; i++) {
            note.append(
                    NoteSignature.of("crowd.example/" + i, i, new byte[] {1}).line());
        }
        return note.toString();
    }

    private void refused() {
        String text = CHECKPOINT.text();
        NoteSignature good = LOG.sign(text);
        byte[] flipped = good.bytes();
        flipped[40] ^= 1;
        note("signed by a stranger", REFUSED, 0, signedBy(STRANGER, text).format());
        note(
                "cosigned, and not signed by the log",
                REFUSED,
                0,
                new Note(text, List.of(WITNESS_1.cosign(text, SEEN))).format());
        note(
                "of another text than was signed",
                REFUSED,
                0,
                new Note(text.replace("\n11\n", "\n12\n"), List.of(good)).format());
        note(
                "with a signature of which one bit is another",
                REFUSED,
                0,
                new Note(text, List.of(NoteSignature.of(ORIGIN, good.keyId(), flipped))).format());
        note(
                "with a signature that is too short",
                REFUSED,
                0,
                new Note(text, List.of(NoteSignature.of(ORIGIN, good.keyId(), new byte[63]))).format());
        note(
                "with a good signature and a false one by the same key",
                REFUSED,
                0,
                SIGNED.with(NoteSignature.of(ORIGIN, good.keyId(), flipped)).format());
        note(
                "with a false signature by the log's other key",
                REFUSED,
                0,
                SIGNED.with(NoteSignature.of(ORIGIN, NEXT_LOG.verifier().keyId(), good.bytes()))
                        .format());
        note(
                "of another log, signed by this one",
                REFUSED,
                0,
                new Checkpoint(STRANGER.verifier().name(), HEAD).signed(LOG).format());
        note(
                "cosigned by one of two",
                REFUSED,
                2,
                cosigned(SIGNED, WITNESS_1, 0).format());
        note(
                "cosigned by one, twice",
                REFUSED,
                2,
                cosigned(cosigned(SIGNED, WITNESS_1, 0), WITNESS_1, 1).format());
        note("with a cosignature of another time than was signed", REFUSED, 1, cosignedAt(1));
        note("with a cosignature of a time that is no number", REFUSED, 1, cosignedAt(Long.MIN_VALUE));
        note("with a witness's signature of the text alone", REFUSED, 1, plainlyCosigned());
        note("with a false cosignature where none is asked for", REFUSED, 0, cosignedAt(2));
    }

    private static String cosignedAt(long difference) {
        NoteSignature good = WITNESS_1.cosign(SIGNED.text(), SEEN);
        byte[] moved = good.bytes();
        ByteBuffer.wrap(moved).putLong(SEEN.getEpochSecond() ^ difference);
        return SIGNED.with(NoteSignature.of(good.name(), good.keyId(), moved)).format();
    }

    /** What the key would sign if it were the log's: a cosignature must not be had from it, nor it from a cosignature. */
    private static String plainlyCosigned() {
        NoteSigner plain = Keys.signer(WITNESS_1.verifier().name(), SignatureType.ED25519, 4);
        byte[] signature = plain.sign(SIGNED.text()).bytes();
        byte[] timed = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(0)
                .put(signature)
                .array();
        return SIGNED.with(NoteSignature.of(
                        plain.verifier().name(), WITNESS_1.verifier().keyId(), timed))
                .format();
    }

    private void malformedNotes() {
        String good = SIGNED.format();
        note("without an empty line", MALFORMED, 0, good.replace("\n\n", "\n"));
        note("without signatures", MALFORMED, 0, SIGNED.text() + "\n");
        note("with an empty line behind the signatures", MALFORMED, 0, good + "\n");
        note("with a last line that is not ended", MALFORMED, 0, good.substring(0, good.length() - 1));
        note("with carriage returns", MALFORMED, 0, good.replace("\n", "\r\n"));
        note("with a tab in its text", MALFORMED, 0, signedText("a\tb"));
        note("with a hyphen before a signature", MALFORMED, 0, good.replace("\u2014", "-"));
        note("with two spaces before the name", MALFORMED, 0, good.replace("\u2014 ", "\u2014  "));
        note("with a plus in a name", MALFORMED, 0, good.replace("\u2014 rackledger.", "\u2014 rackledger+"));
        note(
                "with a space of another kind in a name",
                MALFORMED,
                0,
                good.replace("\u2014 rackledger.", "\u2014 rackledger\u3000"));
        note("with a signature that is not base64", MALFORMED, 0, good + "\u2014 x A*==\n");
        note("with a signature without padding", MALFORMED, 0, good + "\u2014 x AAAAAAA\n");
        note("with a signature with bits left over", MALFORMED, 0, good + "\u2014 x AAAAAAB=\n");
        note("with a signature in the alphabet for addresses", MALFORMED, 0, good + "\u2014 x AAAA__-_\n");
        note("with a signature that is an id alone", MALFORMED, 0, good + "\u2014 x AAAAAA==\n");
        note("with a signature without a name", MALFORMED, 0, good + "\u2014 AAAAAAA=\n");
        note("with more signatures than are read", MALFORMED, 0, crowded(Note.MOST_SIGNATURES + 1));
    }

    private static String signedText(String line) {
        String text = CHECKPOINT.text() + line + "\n";
        return text + "\n" + LOG.sign(text).line();
    }

    private void malformedCheckpoints() {
        String root = Base64.getEncoder().encodeToString(HEAD.root().bytes());
        String[][] texts = {
            {"of two lines", ORIGIN + "\n11\n"},
            {"with a leading zero", ORIGIN + "\n011\n" + root + "\n"},
            {"with a sign", ORIGIN + "\n+11\n" + root + "\n"},
            {"with a negative size", ORIGIN + "\n-11\n" + root + "\n"},
            {"without a size", ORIGIN + "\n\n" + root + "\n"},
            {"with a space behind the size", ORIGIN + "\n11 \n" + root + "\n"},
            {"with digits of another script", ORIGIN + "\n\u0661\u0661\n" + root + "\n"},
            {"with a size of 2^63", ORIGIN + "\n9223372036854775808\n" + root + "\n"},
            {"with a root of 31 bytes", ORIGIN + "\n11\n" + root.substring(0, 40) + "AA==\n"},
            {"with a root in hexadecimal", ORIGIN + "\n11\n" + HEAD.root() + "\n"},
            {"with a root without padding", ORIGIN + "\n11\n" + root.substring(0, 43) + "\n"},
            {"without an origin", "\n11\n" + root + "\n"},
            {"with an extension line that is empty", ORIGIN + "\n11\n" + root + "\none\n\ntwo\n"},
            {"with an empty line at its end", ORIGIN + "\n11\n" + root + "\n\n"}
        };
        for (String[] text : texts) {
            note("a text " + text[0], MALFORMED, 0, signedBy(LOG, text[1]).format());
        }
    }

    private void proofs() {
        for (int index = 0; index < LEAVES.size(); index++) {
            proof("of leaf " + index, VERIFIED, 2, LEAVES.get(index), of(index).format());
        }
        String good = of(5).format();
        Hash leaf = LEAVES.get(5);
        byte[] extra = {1, 2, 3};
        proof(
                "with something beside it",
                VERIFIED,
                0,
                leaf,
                TlogProof.of(extra, 5, TreeModel.path(5, LEAVES), WITNESSED).format());
        proof("of another leaf", REFUSED, 0, LEAVES.get(4), good);
        proof("as if of another index", REFUSED, 0, leaf, good.replace("index 5\n", "index 4\n"));
        proof("of an index beyond the tree", REFUSED, 0, leaf, good.replace("index 5\n", "index 11\n"));
        proof(
                "with the hashes of another",
                REFUSED,
                0,
                leaf,
                TlogProof.of(5, TreeModel.path(4, LEAVES), WITNESSED).format());
        proof(
                "without hashes",
                REFUSED,
                0,
                leaf,
                TlogProof.of(5, List.of(), WITNESSED).format());
        proof(
                "under a checkpoint that a stranger signed",
                REFUSED,
                0,
                leaf,
                TlogProof.of(5, TreeModel.path(5, LEAVES), signedBy(STRANGER, CHECKPOINT.text()))
                        .format());
        proof("under a checkpoint that too few have cosigned", REFUSED, 3, leaf, good);
        proof("of another version", MALFORMED, 0, leaf, good.replace("proof@v1", "proof@v2"));
        proof("with an index with a leading zero", MALFORMED, 0, leaf, good.replace("index 5", "index 05"));
        proof("with an index that is negative", MALFORMED, 0, leaf, good.replace("index 5", "index -5"));
        proof("without an index", MALFORMED, 0, leaf, good.replace("index 5\n", ""));
        proof("with an extra line that is empty", MALFORMED, 0, leaf, good.replace("index", "extra \nindex"));
        proof("with an extra line that is not base64", MALFORMED, 0, leaf, good.replace("index", "extra a\nindex"));
        proof(
                "with an extra line behind the index",
                MALFORMED,
                0,
                leaf,
                good.replace("index 5\n", "index 5\nextra AQID\n"));
        proof("with a line that is unknown", MALFORMED, 0, leaf, good.replace("index", "more AQID\nindex"));
        proof("with carriage returns", MALFORMED, 0, leaf, good.replace("\n", "\r\n"));
        proof(
                "without an empty line before the checkpoint",
                MALFORMED,
                0,
                leaf,
                good.replace("\n\n" + ORIGIN, "\n" + ORIGIN));
        proof(
                "with a hash of 31 bytes",
                MALFORMED,
                0,
                leaf,
                good.replace("index 5\n", "index 5\n" + "A".repeat(42) + "==\n"));
        proof(
                "with more hashes than any proof has",
                MALFORMED,
                0,
                leaf,
                good.replace("index 5\n", "index 5\n" + ("A".repeat(43) + "=\n").repeat(64)));
        proof("that ends in its hashes", MALFORMED, 0, leaf, good.substring(0, good.indexOf("\n\n") + 1));
    }

    private static TlogProof of(int index) {
        return TlogProof.of(index, TreeModel.path(index, LEAVES), WITNESSED);
    }

    private void note(String name, String verdict, int quorum, String note) {
        Map<String, Object> members = trusting(name, verdict, quorum);
        members.put("note", note);
        checkpoints.add(members);
    }

    private void proof(String name, String verdict, int quorum, Hash leaf, String file) {
        Map<String, Object> members = trusting(name, verdict, quorum);
        members.put("leaf", leaf.toString());
        members.put("file", file);
        proofs.add(members);
    }

    private static Map<String, Object> trusting(String name, String verdict, int quorum) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("verdict", verdict);
        members.put("origin", ORIGIN);
        members.put("log", vkeys(LOG, NEXT_LOG));
        members.put("witnesses", vkeys(WITNESS_1, WITNESS_2, WITNESS_3));
        members.put("quorum", quorum);
        return members;
    }

    private static List<Object> vkeys(NoteSigner... signers) {
        List<Object> vkeys = new ArrayList<>();
        for (NoteSigner signer : signers) {
            vkeys.add(signer.verifier().vkey());
        }
        return vkeys;
    }
}
