package io.rackledger.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private CompletableFuture<?> answer() {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        return CompletableFuture.runAsync(underWay::decrementAndGet, executor);
    }

    private List<String> served(ClosedLoop.Sender sender, String asked) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rounds.serve(
                sender,
                "for the test",
                new BufferedReader(new StringReader(asked)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void rounds_are_carried_out_as_they_are_asked_for() throws Exception {
        List<String> said = served(this::answer, "3 1\n1 1\n");
        assertThat(said).hasSize(3).first().isEqualTo("ready for the test");
        assertThat(said.subList(1, 3)).allSatisfy(line -> {
            List<Double> numbers =
                    List.of(line.split(" ")).stream().map(Double::valueOf).toList();
            assertThat(numbers).hasSize(3);
            assertThat(numbers.getFirst()).isPositive();
            assertThat(numbers.get(1)).isLessThanOrEqualTo(numbers.get(2));
        });
        assertThat(most).hasValueBetween(2, 3);
    }

    @Test
    void answers_that_are_there_at_once_are_counted_however_many() throws Exception {
        List<String> said = served(() -> CompletableFuture.completedFuture("done"), "2 1\n");
        assertThat(Double.parseDouble(said.getLast().split(" ")[0])).isPositive();
    }

    @Test
    void a_round_in_which_a_request_fails_is_none() {
        assertThatThrownBy(() ->
                        served(() -> CompletableFuture.failedFuture(new IllegalArgumentException("refused")), "1 1\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("refused");
    }

    @Test
    void a_round_in_which_a_request_is_not_even_sent_is_none() {
        assertThatThrownBy(() -> served(
                        () -> {
                            throw new IllegalArgumentException("not sent");
                        },
                        "1 1\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("not sent");
    }

    @Test
    void who_can_tell_is_asked_how_soon_something_is_seen() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rounds.serve(
                this::answer,
                (perSecond, duration) -> Latencies.of(new long[] {perSecond * 1_000_000L, duration.toNanos()}),
                "",
                new BufferedReader(new StringReader("lag 7 2\n")),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("ready", "7.000 2000.000");
    }

    @Test
    void who_can_not_tell_is_not_asked_how_soon_something_is_seen() {
        assertThatThrownBy(() -> served(this::answer, "lag 7 2\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_round_is_refused() {
        assertThatThrownBy(() -> served(this::answer, "many\n")).isInstanceOf(IllegalArgumentException.class);
    }
}
