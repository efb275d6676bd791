package io.rackledger.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How soon a pooled streaming event processor of Axon Framework 4 sees what was acknowledged, on PostgreSQL, at half of the
 * load that its own commands reach; ours includes the way over HTTP to a subscriber, theirs ends in the handler.
 */
final class LagOfAxon4 {
    private static final String NAME = "Axon 4.13 JDBC, cached, with a pooled processor";
    private static final int IN_FLIGHT = 64;
    private static final int WATCHING_SECONDS = 60;
    private static final Figures.Goal FIFTH = Figures.Goal.atMost(0.2);

    private LagOfAxon4() {}

    /** Measures it, and holds ours against it. */
    static void measure(Figures figures, Path folder, int warmUp, int seconds) throws Exception {
        Path errors = Files.createDirectories(folder.resolve("lag")).resolve("errors.log");
        try (Peer database = Others.database(folder.resolve("lag"), errors);
                Peer orders =
                        Peer.start(NAME, "axon4", Others.AXON_MAIN, errors, database.said(), "cached", "watched")) {
            Turns.warmUp(List.of(orders), warmUp);
            Turns turns = new Turns(figures, seconds);
            turns.measure(List.of(orders), List.of(IN_FLIGHT));
            int half = (int) (turns.rate(NAME, IN_FLIGHT) / 2);
            Peer.Seen lag = orders.lag(half, WATCHING_SECONDS);
            String who =
                    String.format(Locale.ROOT, "handler of Axon 4, others shift at %,d/s: acknowledged to seen", half);
            figures.add(who + " p50", lag.p50Millis(), "ms", null, "");
            figures.add(who + " p99", lag.p99Millis(), "ms", null, "");
            figures.addRatio("lagAxon4", "lag p99 against Axon 4", figures.lagP99() / lag.p99Millis(), FIFTH);
        }
    }
}
