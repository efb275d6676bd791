package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.format.Entry;
import io.rackledger.format.Head;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineLoopTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<Entry> EVENT = List.of(Entry.of("id", "happened", "1", List.of(), Map.of(), new byte[0]));

    static final EngineLoop.Log NOWHERE = new EngineLoop.Log() {
        @Override
        public void send(long sendId, byte[] value) {}

        @Override
        public void abandonSends() {}
    };

    private static EngineLoop loop(LedgerObserver observer) {
        return new EngineLoop(
                "loop",
                true,
                LedgerSettings.DEFAULT,
                IndexSettings.IN_MEMORY,
                LIMIT,
                NOWHERE,
                observer,
                Clock.systemUTC(),
                new Random(1),
                Runnable::run);
    }

    private static Outcome get(CompletableFuture<Outcome> outcome) throws Exception {
        return outcome.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void after_a_fault_of_the_engine_everybody_is_still_answered() throws Exception {
        EngineLoop loop = loop(new LedgerObserver() {
            @Override
            public void sealing() {
                throw new IllegalStateException("a fault");
            }
        });
        CompletableFuture<Outcome> before = loop.append(EVENT, null, () -> {});
        loop.caughtUp();
        CompletableFuture<Outcome> behind = loop.append(EVENT, null, () -> {});
        loop.start();
        assertThat(get(before)).isInstanceOf(Outcome.Unavailable.class);
        assertThat(get(behind)).isInstanceOf(Outcome.Unavailable.class);
        assertThat(get(loop.append(EVENT, null, () -> {}))).isInstanceOf(Outcome.Unavailable.class);
        assertThat(loop.state()).isEqualTo(Ledger.State.STOPPED);
        loop.close(LIMIT);
    }

    @Test
    void what_waits_when_it_closes_is_told_and_what_comes_later_is_refused() throws Exception {
        EngineLoop loop = loop(LedgerObserver.NONE);
        loop.start();
        CompletableFuture<Outcome> waits = loop.append(EVENT, null, () -> {});
        loop.close(LIMIT);
        assertThat(get(waits)).isInstanceOf(Outcome.Unavailable.class);
        await().atMost(LIMIT).until(() -> loop.state() == Ledger.State.STOPPED);
        assertThatThrownBy(() -> loop.append(EVENT, null, () -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void appends_beyond_the_limit_are_refused_at_once_even_if_the_loop_takes_none() throws Exception {
        EngineLoop loop = loop(LedgerObserver.NONE);
        List<CompletableFuture<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < LedgerSettings.DEFAULT.mostQueued(); i++) {
            all.add(loop.append(EVENT, null, () -> {}));
        }
        assertThat(all).noneMatch(CompletableFuture::isDone);
        assertThat(loop.append(EVENT, null, () -> {}))
                .isCompletedWithValueMatching(Outcome.Unavailable.class::isInstance);
        assertThat(loop.acknowledged(Head.EMPTY.anchor()))
                .isCompletedWithValueMatching(Outcome.Unknown.class::isInstance);
        loop.start();
        loop.unreadable("it ends here");
        for (CompletableFuture<Outcome> waits : all) {
            assertThat(get(waits)).isInstanceOf(Outcome.Unavailable.class);
        }
        assertThat(get(loop.append(EVENT, null, () -> {})))
                .as("there is room again, and the engine answers for itself")
                .isEqualTo(new Outcome.Unavailable("it ends here"));
        loop.close(LIMIT);
    }

    @Test
    void appends_are_limited_by_their_bytes_too() {
        EngineLoop loop = loop(LedgerObserver.NONE);
        int bytes = LedgerSettings.DEFAULT.mostRecordBytes() / 2;
        List<Entry> large = List.of(Entry.of("id", "happened", "1", List.of(), Map.of(), new byte[bytes]));
        for (int i = 1; i < LedgerSettings.DEFAULT.mostQueuedBytes() / bytes; i++) {
            assertThat(loop.append(large, null, () -> {})).isNotDone();
        }
        assertThat(loop.append(large, null, () -> {}))
                .isCompletedWithValueMatching(Outcome.Unavailable.class::isInstance);
        assertThat(loop.append(EVENT, null, () -> {})).isNotDone();
    }

    @Test
    void an_append_that_no_record_has_room_for_is_too_large_at_once() {
        byte[] bytes = new byte[(int) LedgerSettings.DEFAULT.mostQueuedBytes()];
        List<Entry> large = List.of(Entry.of("id", "happened", "1", List.of(), Map.of(), bytes));
        assertThat(loop(LedgerObserver.NONE).append(large, null, () -> {}))
                .isCompletedWithValueMatching(Outcome.TooLarge.class::isInstance);
    }

    @Test
    void a_writer_that_the_ledger_is_not_assigned_to_only_reads_until_it_is() {
        EngineLoop loop = loop(LedgerObserver.NONE);
        loop.assigned(false);
        loop.caughtUp();
        loop.start();
        await().atMost(LIMIT).until(() -> loop.state() == Ledger.State.FOLLOWING);
        loop.assigned(true);
        await().atMost(LIMIT).until(() -> loop.state() == Ledger.State.RECOVERING);
        loop.unreadable("it ends here");
        await().atMost(LIMIT).until(() -> loop.state() == Ledger.State.STOPPED);
    }

    @Test
    void an_append_without_events_never_reaches_the_engine() {
        assertThatThrownBy(() -> loop(LedgerObserver.NONE).append(List.of(), null, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
