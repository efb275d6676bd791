package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Header;
import io.rackledger.ledger.SimulatedLog.LogRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Others who may write to the topic: what they write is void, or stops the ledger for everybody. */
record SimulatedStrangers(SimulatedLog log, Random random, Instant now) {
    private static final String WRITER = "00".repeat(16);

    /** A record that nobody may take notice of. */
    byte[] harmless() {
        List<LogRecord> there = log.replicated();
        byte[] any = there.isEmpty() ? new byte[0] : there.get(random.nextInt(there.size())).value;
        return switch (random.nextInt(4)) {
            case 0 -> random(random.nextInt(60));
            case 1 -> any;
            case 2 -> cut(any);
            default -> record(Hash.of(random(Hash.LENGTH)), Header.Kind.COMMIT, random.nextInt(20), now, null, "a/x");
        };
    }

    /** A record that was damaged on its way; void, as it doesn't extend the head. */
    private byte[] cut(byte[] value) {
        byte[] cut = Arrays.copyOf(value, Math.max(0, value.length - 1 - random.nextInt(8)));
        boolean extendsHead = cut.length >= 37
                && Arrays.equals(
                        Arrays.copyOfRange(cut, 5, 37),
                        log.audit().head().hash().bytes());
        return extendsHead ? new byte[0] : cut;
    }

    /** A record at which every reader stops. */
    byte[] stopping() {
        Anchor head = log.audit().head();
        if (head.hash().equals(Hash.ZERO)) {
            return random.nextBoolean()
                    ? genesis(head, "another")
                    : record(head.hash(), Header.Kind.COMMIT, 0, now, null, "a/x");
        }
        Instant then = Instant.ofEpochMilli(log.audit().recordedAtMicros() / 1000);
        return switch (random.nextInt(6)) {
            case 0 -> malformed(head.hash());
            case 1 -> record(head.hash(), Header.Kind.COMMIT, head.size() + 1, then, null, "a/x");
            case 2 -> record(head.hash(), Header.Kind.COMMIT, head.size(), then.minusSeconds(1), null, "a/x");
            case 3 -> record(head.hash(), Header.Kind.COMMIT, head.size(), then, null);
            case 4 -> genesis(head, SimulatedLog.LEDGER);
            default ->
                record(
                        Hash.of(random(Hash.LENGTH)),
                        Header.Kind.COMMIT,
                        0,
                        now,
                        new Anchor(head.size(), Hash.of(random(Hash.LENGTH))),
                        "a/x");
        };
    }

    private byte[] malformed(Hash head) {
        byte[] seal = record(head, Header.Kind.SEAL, 0, now, null);
        return Arrays.copyOf(seal, seal.length - 1);
    }

    private static byte[] genesis(Anchor head, String ledger) {
        Header header = new Header(
                Header.Kind.GENESIS,
                head.size(),
                Instant.parse("2100-01-01T00:00:00Z"),
                WRITER,
                null,
                null,
                new Header.Genesis(ledger, WRITER));
        return Commit.of(head.hash(), header, List.of()).encode();
    }

    private static byte[] record(
            Hash prev, Header.Kind kind, long position, Instant at, @Nullable Anchor claimed, String... ids) {
        List<Entry> entries = Arrays.stream(ids).map(SimulatedWriter::entry).toList();
        return Commit.of(prev, new Header(kind, position, at, WRITER, claimed, null, null), entries)
                .encode();
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
