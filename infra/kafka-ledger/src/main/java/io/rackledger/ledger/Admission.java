package io.rackledger.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much waits before a thread: who comes beyond the limit is turned away and waits for nobody. Two who come at once
 * where one has room may both be turned away. Thread-safe.
 */
final class Admission {
    private final int most;
    private final long mostBytes;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicLong bytesInside = new AtomicLong();

    Admission(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Whether it may come in; if so, {@link #leave} is owed. */
    boolean enter(long bytes) {
        int count = inside.incrementAndGet();
        long total = bytesInside.addAndGet(bytes);
        boolean fits = count <= most && total <= mostBytes;
        if (!fits) {
            leave(bytes);
        }
        return fits;
    }

    void leave(long bytes) {
        inside.decrementAndGet();
        bytesInside.addAndGet(-bytes);
    }
}
