package io.rackledger.verify;

import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import io.rackledger.format.Tag;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Frontier;
import io.rackledger.transparency.NoteSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An export that can be altered: its commits, and what stands beside them. */
final class SampleExport {
    static final String LEDGER = "sample";
    static final String ORIGIN = "rackledger/sample/" + "5a".repeat(16);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A commit line. */
    record Line(String kind, long position, String hash, byte[] record) {
        static Line of(Commit commit) {
            return new Line(
                    commit.header().kind().name(),
                    commit.header().position(),
                    commit.hash().toString(),
                    commit.encode());
        }
    }

    private SampleExport() {}

    /** A genesis, and commits of one to three events with a seal now and then. */
    static List<Commit> commits(Random random, int count) {
        List<Commit> commits = new ArrayList<>();
        Head head = Head.EMPTY;
        for (int i = 0; i < count; i++) {
            Header.Kind kind = i == 0 ? Header.Kind.GENESIS : i % 7 == 0 ? Header.Kind.SEAL : Header.Kind.COMMIT;
            List<Entry> entries = new ArrayList<>();
            for (int event = kind == Header.Kind.COMMIT ? 1 + random.nextInt(3) : 0; event > 0; event--) {
                entries.add(entry(head.size() + entries.size(), random));
            }
            Header header = new Header(
                    kind,
                    head.size(),
                    START.plusSeconds(i),
                    "5a".repeat(16),
                    i == 0 || random.nextBoolean() ? null : head.anchor(),
                    null,
                    i == 0 ? new Header.Genesis(LEDGER, "5a".repeat(16)) : null);
            Commit commit = Commit.of(head.hash(), header, entries);
            commits.add(commit);
            head = commit.head();
        }
        return commits;
    }

    static Entry entry(long position, Random random) {
        byte[] payload = ("{\"number\":" + random.nextInt() + "}").getBytes(StandardCharsets.UTF_8);
        return Entry.of(
                "event-" + position, "noted", "1", List.of(new Tag("party", "p" + position % 5)), Map.of(), payload);
    }

    static String checkpoint(List<Commit> commits, NoteSigner signer) {
        Frontier tree = new Frontier();
        commits.forEach(commit -> commit.entries().forEach(entry -> tree.append(entry.leaf())));
        return new Checkpoint(signer.verifier().name(), tree.head())
                .signed(signer)
                .format();
    }

    /** The file, with numbers and counts that fit what stands in it. */
    static String text(List<Line> lines, long events, String checkpoint) {
        StringBuilder text = new StringBuilder();
        ObjectNode first =
                JSON.createObjectNode().put("format", ExportLine.FORMAT).put("ledger", LEDGER);
        text.append(first).append('\n');
        int number = 0;
        for (Line line : lines) {
            text.append(JSON.createObjectNode()
                            .put("commit", number++)
                            .put("kind", line.kind())
                            .put("position", line.position())
                            .put("hash", line.hash())
                            .put("record", Base64.getEncoder().encodeToString(line.record())))
                    .append('\n');
        }
        text.append(JSON.createObjectNode()
                        .put("commits", number)
                        .put("events", events)
                        .put("checkpoint", checkpoint))
                .append('\n');
        return text.toString();
    }

    static long events(List<Commit> commits) {
        return commits.stream().mapToLong(commit -> commit.entries().size()).sum();
    }

    /** All hashes anew, as whoever can write the log would make them. */
    static List<Commit> chainedAnew(List<Commit> commits) {
        List<Commit> anew = new ArrayList<>();
        Hash prev = Hash.ZERO;
        long position = 0;
        for (Commit commit : commits) {
            Header header = commit.header();
            Header bare = new Header(
                    header.kind(), position, header.recordedAt(), header.writer(), null, null, header.genesis());
            Commit next = Commit.of(prev, bare, commit.entries());
            anew.add(next);
            prev = next.hash();
            position += commit.entries().size();
        }
        return anew;
    }
}
