package io.rackledger.ledger;

import io.rackledger.format.Commit;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.MVStore;

/** How processes begin: without an index, with the one that was kept, or by mistake with another ledger's. */
record SimulatedBeginnings(SimulatedLog log, Random random, Instant start) {
    private static final int LATEST_CLOCK_MILLIS = 4_000;
    private static final int LONGEST_DOWN = 20;
    private static final String WRITER = "00".repeat(16);

    /** One that has no index yet. */
    SimulatedWriter first(boolean writes) {
        return with(IndexFile.inMemory(), writes);
    }

    /** The next one of a node whose process has died, most often with the index that it kept. */
    void again(SimulatedNode node) {
        switch (random.nextInt(8)) {
            case 0, 1 -> node.restart(first(node.writes));
            case 2 -> node.restart(withAnothers(node.writes));
            default -> withItsIndex(node);
        }
    }

    /**
     * The next one goes on with the index, as far as that was written, and reads only after a while: in between, the log
     * may become another.
     */
    void withItsIndex(SimulatedNode node) {
        node.restart(with(node.writer.store, node.writes));
        node.pausedFor = random.nextInt(LONGEST_DOWN);
    }

    /** An index that is of no use is set aside, and another begun. */
    private SimulatedWriter withAnothers(boolean writes) {
        try {
            return with(another(), writes);
        } catch (IndexDamagedException e) {
            return first(writes);
        }
    }

    private SimulatedWriter with(MVStore store, boolean writes) {
        Instant clock = start.plusMillis(random.nextInt(LATEST_CLOCK_MILLIS));
        return new SimulatedWriter(log, store, writes, SimulatedWriter.SETTINGS, clock, random.nextLong());
    }

    private MVStore another() {
        MVStore store = IndexFile.inMemory();
        LedgerIndex index = new LedgerIndex(
                null, new StoredIndex(store, "another"), SimulatedWriter.SETTINGS, Runnable::run, Long.MAX_VALUE);
        Header header =
                new Header(Header.Kind.GENESIS, 0, start, WRITER, null, null, new Header.Genesis("another", WRITER));
        index.apply(Commit.of(Hash.ZERO, header, List.of()));
        Head head = index.tip();
        index.apply(Commit.of(
                head.hash(),
                new Header(Header.Kind.COMMIT, 0, start, WRITER, null, null, null),
                List.of(SimulatedWriter.entry("a/another"))));
        index.acknowledge(0);
        index.acknowledge(1);
        index.close();
        return store;
    }
}
