package io.rackledger.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void so_many_are_sent_as_the_time_has_room_for_and_no_more_even_if_no_answer_comes() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        SteadyLoad load = SteadyLoad.begin(
                () -> {
                    sent.incrementAndGet();
                    return new CompletableFuture<>();
                },
                100,
                Duration.ofMillis(500));

        load.await(LIMIT);

        assertThat(sent).hasValueBetween(1, 51);
    }

    @Test
    void a_request_that_fails_ends_it_and_is_told() {
        SteadyLoad load = SteadyLoad.begin(
                () -> CompletableFuture.failedFuture(new IllegalArgumentException("refused")), 100, LIMIT);

        assertThatThrownBy(() -> load.await(LIMIT)).hasRootCauseMessage("refused");
    }

    @Test
    void a_request_that_is_not_even_sent_ends_it_and_is_told() {
        SteadyLoad load = SteadyLoad.begin(
                () -> {
                    throw new IllegalArgumentException("not sent");
                },
                100,
                LIMIT);

        assertThatThrownBy(() -> load.await(LIMIT)).hasRootCauseMessage("not sent");
    }
}
