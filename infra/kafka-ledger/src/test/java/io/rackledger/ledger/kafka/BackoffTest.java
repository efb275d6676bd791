package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(1);

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void it_waits_longer_each_time_and_never_longer_than_its_limit() {
        assertThat(backoff.next()).isBetween(SHORT.dividedBy(2), SHORT);
        assertThat(backoff.next()).isBetween(SHORT, SHORT.multipliedBy(2));
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.next()).isLessThanOrEqualTo(LONG);
        }
        assertThat(backoff.next()).isBetween(LONG.dividedBy(2), LONG);
    }

    @Test
    void it_waits_shortly_again_after_it_went_well() {
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(SHORT);
    }

    @Test
    void those_who_failed_together_come_back_at_different_times() {
        Set<Duration> waits = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            waits.add(new Backoff(new Random(seed)).next());
        }
        assertThat(waits).hasSizeGreaterThan(15);
    }
}
