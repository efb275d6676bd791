package io.rackledger.load;

import java.time.Duration;
import java.util.Arrays;

/** How long something took, again and again. Immutable. */
public final class Latencies {
    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
        Arrays.sort(this.nanos);
    }

    /** Something that is timed. */
    public interface Work {
        void run(int turn) throws Exception;
    }

    /** What took so long each. */
    public static Latencies of(long[] nanos) {
        return new Latencies(nanos.clone());
    }

    /** Times work that is done at most so often, and begun within a limit, after it was done a few times untimed. */
    public static Latencies of(int before, int times, Duration limit, Work work) throws Exception {
        for (int i = 0; i < before; i++) {
            work.run(i);
        }
        long[] nanos = new long[times];
        long end = System.nanoTime() + limit.toNanos();
        int done = 0;
        while (done < times && (done == 0 || System.nanoTime() < end)) {
            long begin = System.nanoTime();
            work.run(before + done);
            nanos[done++] = System.nanoTime() - begin;
        }
        return new Latencies(Arrays.copyOf(nanos, done));
    }

    /** How often. */
    public int count() {
        return nanos.length;
    }

    /** The time within which that fraction was done, in milliseconds. */
    public double millis(double fraction) {
        int rank = (int) Math.ceil(fraction * nanos.length) - 1;
        return nanos[Math.max(0, rank)] / 1e6;
    }
}
