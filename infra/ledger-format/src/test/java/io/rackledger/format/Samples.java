package io.rackledger.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random entries and chains. */
public final class Samples {
    static final String LEDGER = "sample";
    private static final List<String> TEXTS =
            List.of("", "a", "ab", "b", "order", "é", "e\u0301", "\uffee", "🖥", "\0");

    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /** A seed of its own for each run, printed, or the one that is asked for. */
    public static long seed() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        return seed;
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    List<Tag> tags() {
        List<Tag> tags = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.add(new Tag(text(), text()));
        }
        return tags;
    }

    Entry entry() {
        Map<String, String> metadata = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            metadata.put(text(), text());
        }
        byte[] payload = new byte[random.nextInt(20)];
        random.nextBytes(payload);
        return Entry.of(text(), text(), text(), tags(), metadata, payload);
    }

    private String hex16() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A valid chain of so many records. */
    List<Commit> chain(int length) {
        List<Commit> chain = new ArrayList<>();
        Head head = Head.EMPTY;
        Anchor acknowledged = null;
        for (int i = 0; i < length; i++) {
            Header.Kind kind =
                    i == 0 ? Header.Kind.GENESIS : random.nextInt(4) == 0 ? Header.Kind.SEAL : Header.Kind.COMMIT;
            List<Entry> entries = new ArrayList<>();
            for (int e = kind == Header.Kind.COMMIT ? 1 + random.nextInt(3) : 0; e > 0; e--) {
                entries.add(entry());
            }
            Instant at = head.recordedAt().plusNanos(1000L * random.nextInt(3));
            DecidedOn decidedOn = kind == Header.Kind.COMMIT && random.nextBoolean()
                    ? new DecidedOn(head.anchor(), head.size(), List.of(Criterion.of(List.of(text(), text()), tags())))
                    : null;
            Header.Genesis genesis = i == 0 ? new Header.Genesis(LEDGER, hex16()) : null;
            Commit commit = Commit.of(
                    head.hash(), new Header(kind, head.size(), at, hex16(), acknowledged, decidedOn, genesis), entries);
            chain.add(commit);
            head = commit.head();
            acknowledged = random.nextBoolean() ? head.anchor() : acknowledged;
        }
        return chain;
    }

    /** The same bytes with a few of them changed, taken out, put in, or cut off. */
    byte[] mutated(byte[] bytes) {
        byte[] mutated = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && mutated.length > 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) random.nextInt(256);
                case 2 -> mutated = Arrays.copyOf(mutated, at);
                default -> mutated = spliced(mutated, at);
            }
        }
        return mutated;
    }

    private byte[] spliced(byte[] bytes, int at) {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(40, bytes.length - from) + 1);
        byte[] spliced = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(bytes, from, spliced, at, length);
        System.arraycopy(bytes, at, spliced, at + length, bytes.length - at);
        return spliced;
    }
}
