package io.rackledger.cli;

import java.time.Duration;
import java.util.Locale;

/** One line on a terminal that tells how far a transfer has come; silent elsewhere. Confined to one thread at a time. */
final class Progress {
    private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;
    /** Back to the start of the line, and clears it. */
    private static final String RESTART = "\r\u001b[K";

    private final Output output;
    private final String unit;
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos - INTERVAL_NANOS;
    private boolean shown;

    Progress(Output output, String unit) {
        this.output = output;
        this.unit = unit;
    }

    /** Tells how much is done; a total that is not positive is unknown. */
    void at(long done, long total) {
        long now = System.nanoTime();
        if (!output.terminal() || now - shownNanos < INTERVAL_NANOS) {
            return;
        }
        shownNanos = now;
        shown = true;
        double seconds = Math.max((now - startNanos) / NANOS_PER_SECOND, 1e-3);
        String of = total > 0 ? String.format(Locale.ROOT, " of %,d", total) : "";
        output.err().printf(Locale.ROOT, "%s%,d%s %s, %,.0f/s", RESTART, done, of, unit, done / seconds);
        output.err().flush();
    }

    /** Tells how much is done at which rate, both measured elsewhere; a rate that is not positive is unknown. */
    void at(long done, long total, double perSecond) {
        long now = System.nanoTime();
        if (!output.terminal() || now - shownNanos < INTERVAL_NANOS) {
            return;
        }
        shownNanos = now;
        shown = true;
        String left = perSecond > 0
                ? String.format(
                        Locale.ROOT, ", %,.0f/s, %,.0f s left", perSecond, Math.max(0, total - done) / perSecond)
                : "";
        output.err().printf(Locale.ROOT, "%s%,d of %,d %s%s", RESTART, done, total, unit, left);
        output.err().flush();
    }

    /** Clears the line, so that what follows starts on an empty one. */
    void end() {
        if (shown) {
            output.err().print(RESTART);
            output.err().flush();
        }
    }
}
