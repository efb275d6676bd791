package io.rackledger.ledger.kafka;

import java.time.Duration;

/** Lets one thing a while through, such as a line of a log, and counts what it held back. Thread-safe. */
final class Seldom {
    private static final Duration EACH = Duration.ofSeconds(30);

    private long nextNanos = System.nanoTime();
    private long heldBack;

    /** How many were held back since the last one; −1 if this one is. */
    synchronized long pass() {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            heldBack++;
            return -1;
        }
        nextNanos = now + EACH.toNanos();
        long before = heldBack;
        heldBack = 0;
        return before;
    }
}
