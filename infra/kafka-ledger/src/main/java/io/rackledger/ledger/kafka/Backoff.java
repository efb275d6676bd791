package io.rackledger.ledger.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time, up to a limit, and at random up to half of it less, so
 * that those who failed together don't come back together. Confined to one thread.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final RandomGenerator random;
    private Duration next = FIRST;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next wait. */
    public Duration next() {
        long half = next.toNanos() / 2;
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        return Duration.ofNanos(half + random.nextLong(half + 1));
    }

    /** Waits, less long where the thread is interrupted. */
    void pause() {
        LockSupport.parkNanos(next().toNanos());
    }

    /** It went well: the next wait is the shortest again. */
    public void reset() {
        next = FIRST;
    }
}
