package io.rackledger.bench;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.DecidedOn;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import io.rackledger.format.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The records of a ledger that means nothing: commits of two events, each event of some 450 bytes with four tags, its
 * order, vendor, programme and command; 20 events an order, in no order. Used by one thread.
 */
final class LargeLedger {
    static final String LEDGER = "bench";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String WRITER = "5a".repeat(16);
    private static final List<String> TYPES =
            List.of("order-placed", "order-amended", "order-shifted", "delivery-recorded", "order-cancelled");
    private static final int EVENTS_PER_ORDER = 20;
    private static final int EVENTS_PER_COMMIT = 2;
    private static final int PAYLOAD = 200;
    private static final int VENDORS = 12;
    private static final int PROGRAMMES = 40;
    private static final int MICROS_BETWEEN = 50_000;

    private final Random random;
    private final int orders;
    private Head head = Head.EMPTY;
    private Anchor acknowledged = Head.EMPTY.anchor();

    LargeLedger(int events, long seed) {
        this.random = new Random(seed);
        this.orders = orders(events);
    }

    static int orders(int events) {
        return Math.max(1, events / EVENTS_PER_ORDER);
    }

    /** What a decision about an order reads: all of its events, and whether the command was there before. */
    static List<Criterion> boundary(int order, String command) {
        return List.of(
                Criterion.of(Set.copyOf(TYPES), List.of(order(order))),
                Criterion.of(Set.of(), List.of(new Tag("command", command))));
    }

    private static Tag order(int order) {
        return new Tag("order", "ord-" + order);
    }

    /** The next record. */
    byte[] next() {
        boolean begins = head.hash().equals(Hash.ZERO);
        int order = random.nextInt(orders);
        Header header = new Header(
                begins ? Header.Kind.GENESIS : Header.Kind.COMMIT,
                head.size(),
                begins ? START : head.recordedAt().plusNanos(1000L * MICROS_BETWEEN),
                WRITER,
                begins ? null : acknowledged,
                begins ? null : new DecidedOn(acknowledged, acknowledged.size(), boundary(order, command())),
                begins ? new Header.Genesis(LEDGER, WRITER) : null);
        Commit commit = Commit.of(head.hash(), header, begins ? List.of() : entries(order));
        acknowledged = head.hash().equals(Hash.ZERO) ? commit.head().anchor() : head.anchor();
        head = commit.head();
        return commit.encode();
    }

    private List<Entry> entries(int order) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < EVENTS_PER_COMMIT; i++) {
            byte[] payload = new byte[PAYLOAD];
            random.nextBytes(payload);
            List<Tag> tags = List.of(
                    order(order),
                    new Tag("vendor", "vendor-" + order % VENDORS),
                    new Tag("programme", "programme-" + order % PROGRAMMES),
                    new Tag("command", command()));
            String type = TYPES.get(random.nextInt(TYPES.size()));
            entries.add(Entry.of(command() + "." + i, type, "1", tags, Map.of("source", "a bench"), payload));
        }
        return entries;
    }

    /** The id of the command of the next commit: no two look alike. */
    private String command() {
        return "c-" + Long.toHexString((head.size() + 1) * 0x9E3779B97F4A7C15L);
    }
}
