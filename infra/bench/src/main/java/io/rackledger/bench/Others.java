package io.rackledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The peers of our commands, all on one PostgreSQL, which the first of them starts and ends. */
final class Others implements AutoCloseable {
    static final Others NONE = new Others();

    private static final String OUTBOX = "outbox on PostgreSQL";
    private static final String PEKKO = "Pekko Persistence JDBC";
    private static final String AXON_CACHED = "Axon 4.13 JDBC, cached";
    private static final String AXON_UNCACHED = "Axon 4.13 JDBC, not cached";
    static final String AXON_MAIN = "io.rackledger.peer.axon4.OrdersPeer";

    private static final String PEKKO_DATABASE = "pekko";
    private static final String CACHED_DATABASE = "axon_cached";
    private static final String UNCACHED_DATABASE = "axon_uncached";

    private final List<Peer> peers = new ArrayList<>();

    private Others() {}

    /** How many times as fast as a peer we mean to be. */
    record Goal(String key, String peer, int inFlight, double atLeast) {}

    /**
     * Starts them.
     *
     * @param folder for the database, and for what they complain about
     */
    static Others start(Path folder) throws IOException, InterruptedException {
        Others others = new Others();
        try {
            Path errors = Files.createDirectories(folder.resolve("peers")).resolve("errors.log");
            Peer outbox = database(folder, errors, PEKKO_DATABASE, CACHED_DATABASE, UNCACHED_DATABASE);
            others.peers.add(outbox);
            String url = outbox.said();
            others.peers.add(Peer.start(
                    PEKKO, "pekko", "io.rackledger.peer.pekko.PekkoPeer", errors, database(url, PEKKO_DATABASE)));
            others.peers.add(
                    Peer.start(AXON_CACHED, "axon4", AXON_MAIN, errors, database(url, CACHED_DATABASE), "cached"));
            others.peers.add(Peer.start(
                    AXON_UNCACHED, "axon4", AXON_MAIN, errors, database(url, UNCACHED_DATABASE), "uncached"));
            return others;
        } catch (IOException | InterruptedException | RuntimeException e) {
            others.close();
            throw e;
        }
    }

    /** The outbox, which starts PostgreSQL, says where it is, and ends it. */
    static Peer database(Path folder, Path errors, String... databases) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(databases));
        return Peer.start(
                OUTBOX, "outbox", "io.rackledger.peer.outbox.OutboxPeer", errors, arguments.toArray(String[]::new));
    }

    /** The database of that name beside the one at the URL. */
    private static String database(String url, String name) {
        return url.replace("/postgres?", "/" + name + "?");
    }

    List<Peer> all() {
        return List.copyOf(peers);
    }

    List<Goal> goals() {
        return peers.isEmpty()
                ? List.of()
                : List.of(
                        new Goal("pekko64", PEKKO, 64, 1.5),
                        new Goal("pekko256", PEKKO, 256, 1.5),
                        new Goal("axon4Cached64", AXON_CACHED, 64, 5),
                        new Goal("axon4Uncached64", AXON_UNCACHED, 64, 12));
    }

    /** Ends the last first: the database goes with the first. */
    @Override
    public void close() {
        peers.reversed().forEach(Peer::close);
    }
}
