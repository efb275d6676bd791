package io.rackledger.query.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery that failed is sent again: each time so many times later, give or take a fifth, so that receivers that
 * were down aren't met by all at once.
 *
 * @param first  how long after the first attempt
 * @param factor how many times longer each time
 * @param most   attempts in all
 */
public record Retries(Duration first, int factor, int most) {
    /** Eight attempts within 27 hours, or a fifth more. */
    public static final Retries DEFAULT = new Retries(Duration.ofSeconds(5), 5, 8);

    private static final double JITTER = 0.2;

    /** How long to wait after so many attempts; null if it is given up. */
    @Nullable
    Duration after(int attempts) {
        if (attempts >= most) {
            return null;
        }
        double jitter = 1 + JITTER * ThreadLocalRandom.current().nextDouble(-1, 1);
        return Duration.ofMillis(Math.round(first.toMillis() * Math.pow(factor, attempts - 1.0) * jitter));
    }
}
