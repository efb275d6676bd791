package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import io.rackledger.format.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What an index must find: a list of commits, and scans of it. */
final class IndexModel {
    static final String LEDGER = "modelled";
    private static final String WRITER = "00".repeat(16);
    private static final List<String> TYPES = List.of("placed", "shipped", "paid", "cancelled");
    private static final int TAGS = 5;

    final List<Commit> commits = new ArrayList<>();
    int acknowledged;
    private final Random random;
    private int ids;

    IndexModel(Random random) {
        this.random = random;
    }

    Head tip() {
        return commits.isEmpty() ? Head.EMPTY : commits.getLast().head();
    }

    Head head() {
        return acknowledged == 0 ? Head.EMPTY : commits.get(acknowledged - 1).head();
    }

    /** A commit behind the tip; sometimes without events. */
    Commit next() {
        Head tip = tip();
        Header.Kind kind = commits.isEmpty() ? Header.Kind.GENESIS : Header.Kind.COMMIT;
        Header header = new Header(
                kind,
                tip.size(),
                tip.recordedAt().plusMillis(1),
                WRITER,
                null,
                null,
                commits.isEmpty() ? new Header.Genesis(LEDGER, WRITER) : null);
        List<Entry> entries = new ArrayList<>();
        for (int i = commits.isEmpty() ? 4 : random.nextInt(5); i < 4; i++) {
            entries.add(entry());
        }
        Commit commit = Commit.of(tip.hash(), header, entries);
        commits.add(commit);
        return commit;
    }

    private Entry entry() {
        List<Tag> tags = new ArrayList<>(List.of(new Tag("command", "c-" + ids)));
        for (int i = 0; i < TAGS; i++) {
            if (random.nextInt(3) == 0) {
                tags.add(tag(i));
            }
        }
        byte[] payload = new byte[random.nextInt(200)];
        random.nextBytes(payload);
        return Entry.of("e-" + ids++, TYPES.get(random.nextInt(TYPES.size())), "1", tags, Map.of("k", "v"), payload);
    }

    private static Tag tag(int number) {
        return new Tag("order", "o-" + number);
    }

    /** Forgets what lies beyond so many commits. */
    void keep(int count) {
        commits.subList(count, commits.size()).clear();
    }

    List<StoredEvent> events() {
        List<StoredEvent> events = new ArrayList<>();
        for (Commit commit : commits) {
            for (Entry entry : commit.entries()) {
                events.add(new StoredEvent(events.size(), commit.header().recordedAt(), commit.hash(), entry));
            }
        }
        return events;
    }

    List<Criterion> criteria() {
        List<Criterion> criteria = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<String> types =
                    TYPES.stream().filter(type -> random.nextInt(3) == 0).toList();
            List<Tag> tags = new ArrayList<>();
            for (int t = random.nextInt(3); t > 0; t--) {
                tags.add(
                        random.nextInt(6) == 0
                                ? new Tag("command", "c-" + random.nextInt(ids + 2))
                                : tag(random.nextInt(TAGS + 1)));
            }
            criteria.add(Criterion.of(random.nextInt(9) == 0 ? List.of("unheard") : types, tags));
        }
        return criteria;
    }

    Anchor anchor() {
        return switch (random.nextInt(8)) {
            case 0 -> Head.EMPTY.anchor();
            case 1 -> new Anchor(random.nextInt(50), Hash.parse("ab".repeat(32)));
            default ->
                commits.isEmpty()
                        ? tip().anchor()
                        : commits.get(random.nextInt(commits.size())).head().anchor();
        };
    }

    boolean holds(Anchor anchor) {
        return anchor.hash().equals(Hash.ZERO)
                || commits.stream().anyMatch(commit -> commit.head().anchor().equals(anchor));
    }
}
