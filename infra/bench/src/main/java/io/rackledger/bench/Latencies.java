package io.rackledger.bench;

import java.util.Arrays;
import java.util.Locale;

/** How long something took, again and again. */
final class Latencies {
    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
    }

    /** Something that is timed. */
    interface Work {
        void run(int turn) throws Exception;
    }

    /** Times work that is done so often, after it was done {@code before} times untimed. */
    static Latencies of(int before, int times, Work work) throws Exception {
        for (int i = 0; i < before; i++) {
            work.run(i);
        }
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            work.run(before + i);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return new Latencies(nanos);
    }

    /** The time within which that fraction was done, in milliseconds. */
    double millis(double fraction) {
        int rank = (int) Math.ceil(fraction * nanos.length) - 1;
        return nanos[Math.max(0, rank)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, worst %.1f ms", millis(0.5), millis(0.99), millis(1));
    }
}
