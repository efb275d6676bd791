package io.rackledger.bench;

import io.rackledger.load.ClosedLoop;
import java.io.IOException;
import java.time.Duration;

/** What takes its turn in being measured. */
interface Subject extends AutoCloseable {
    /** What a round came to. */
    record Round(double perSecond, double p50Millis, double p99Millis) {}

    String name();

    /** Measures it under so many requests at once. */
    Round round(int inFlight, int seconds) throws IOException, InterruptedException;

    @Override
    void close();

    /** One that is asked in this process; whatever it needs is closed by who made it. */
    static Subject here(String name, ClosedLoop.Sender sender) {
        return new Subject() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Round round(int inFlight, int seconds) throws InterruptedException {
                ClosedLoop.Reached reached = ClosedLoop.run(sender, inFlight, Duration.ofSeconds(seconds));
                return new Round(
                        reached.perSecond(),
                        reached.latencies().millis(0.5),
                        reached.latencies().millis(0.99));
            }

            @Override
            public void close() {
                // Nothing is its own.
            }
        };
    }
}
