package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine refuses, gives up and stops at. */
class EngineLimitsTest {
    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
    private static final Duration LATE = SimulatedWriter.TIMEOUT.plusMillis(1);

    private final SimulatedLog log = new SimulatedLog();
    private final SimulatedWriter writer = writer(1).open();

    private SimulatedWriter writer(long seed) {
        return new SimulatedWriter(log, true, SimulatedWriter.SETTINGS, NOON, seed);
    }

    // ---- limits -------------------------------------------------------------------------------------------------

    @Test
    void appends_beyond_the_queue_are_refused_and_the_others_are_not() {
        SimulatedWriter closed = writer(2);
        List<SimulatedAppend> all = new ArrayList<>();
        for (int i = 0; i <= SimulatedWriter.SETTINGS.mostQueued(); i++) {
            all.add(closed.append("a/" + i));
        }
        assertThat(all.removeLast().outcome()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(all).allMatch(append -> append.outcome() == null);
    }

    @Test
    void what_is_in_flight_is_limited() {
        for (int i = 0; i < 2 * SimulatedWriter.SETTINGS.mostInFlight(); i++) {
            writer.append("a/" + i);
        }
        assertThat(writer.outbox).hasSize(SimulatedWriter.SETTINGS.mostInFlight());
        writer.land();
        writer.readAll();
        assertThat(writer.outbox).hasSize(SimulatedWriter.SETTINGS.mostInFlight());
    }

    @Test
    void a_record_beyond_the_limit_is_too_large_and_stops_nobody() {
        SimulatedAppend large = writer.append("x".repeat(SimulatedWriter.SETTINGS.mostRecordBytes()));
        assertThat(large.outcome()).isInstanceOf(Outcome.TooLarge.class);
        SimulatedAppend small = writer.append("a/1");
        writer.land();
        writer.readAll();
        assertThat(small.outcome()).isInstanceOf(Outcome.Appended.class);
    }

    @Test
    void an_append_without_events_is_refused_before_it_can_stop_every_reader() {
        assertThatThrownBy(writer::append).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_marker_beyond_what_was_read_is_refused() {
        Anchor tip = writer.index.tip().anchor();
        assertThatThrownBy(() -> new Condition(tip, tip.size() + 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_waits_beyond_its_deadline_was_not_taken() {
        SimulatedWriter closed = writer(2);
        SimulatedAppend append = closed.append("a/1");
        closed.tick(LATE);
        assertThat(append.outcome()).isInstanceOf(Outcome.Unavailable.class);
        closed.open();
        assertThat(closed.outbox).isEmpty();
    }

    @Test
    void what_was_sent_and_is_not_proved_by_its_deadline_is_unknown_and_not_sent_again() {
        SimulatedAppend append = writer.append("a/1");
        writer.tick(LATE);
        assertThat(append.outcome()).isInstanceOf(Outcome.Unknown.class);
        writer.fail(writer.outbox.removeFirst().id());
        writer.land();
        writer.readAll();
        assertThat(writer.engine.phase()).isEqualTo(Engine.Phase.OPEN);
        assertThat(writer.outbox).isEmpty();
        assertThat(append.told).hasSize(1);
    }

    @Test
    void what_is_in_flight_is_limited_in_bytes() {
        String kilobyte = "x".repeat(1_000);
        for (int i = 0; i < SimulatedWriter.SETTINGS.mostInFlight(); i++) {
            writer.append(kilobyte + i);
        }
        assertThat(writer.outbox).hasSize(4);
        writer.land();
        writer.readAll();
        assertThat(writer.outbox).hasSize(4);
    }

    @Test
    void a_record_beyond_what_the_log_takes_is_too_large_even_when_it_was_sent_before() {
        String large = "x".repeat(1_000);
        SimulatedAppend sent = writer.append(large);
        writer.engine.mostRecordBytes(1_000);
        writer.fail(writer.outbox.removeFirst().id());
        writer.land();
        writer.readAll();
        assertThat(sent.outcome())
                .isInstanceOfSatisfying(
                        Outcome.TooLarge.class,
                        tooLarge -> assertThat(tooLarge.mostBytes()).isEqualTo(1_000));
        assertThat(writer.outbox).isEmpty();
    }

    @Test
    void the_record_that_stops_the_ledger_is_named_by_its_offset() {
        stopBy(Header.Kind.SEAL, 99, NOON);
        assertThat(writer.engine.stoppedBecause()).contains("offset 100 ");
    }

    @Test
    void a_reader_refuses_what_was_queued_before_it_followed() {
        SimulatedWriter reader = new SimulatedWriter(log, false, SimulatedWriter.SETTINGS, NOON, 3);
        SimulatedAppend append = reader.append("a/1");
        reader.readAll();
        reader.caughtUp();
        assertThat(reader.engine.phase()).isEqualTo(Engine.Phase.FOLLOWING);
        assertThat(append.outcome()).isInstanceOf(Outcome.Unavailable.class);
    }

    // ---- stops --------------------------------------------------------------------------------------------------

    private void stopBy(Header.Kind kind, long position, Instant at) {
        Header header = new Header(kind, position, at, "00".repeat(16), null, null, null);
        byte[] value = Commit.of(writer.engine.head().hash(), header, List.of()).encode();
        writer.engine.record(100, value, NOON);
        writer.settle();
    }

    @Test
    void a_record_that_stops_the_chain_stops_the_engine_for_good() {
        SimulatedAppend sent = writer.append("a/1");
        List<Outcome> waiting = new ArrayList<>();
        writer.await(waiting::add);
        stopBy(Header.Kind.SEAL, 99, NOON);
        assertThat(writer.engine.phase()).isEqualTo(Engine.Phase.STOPPED);
        assertThat(writer.engine.stoppedBecause()).contains("99");
        assertThat(sent.outcome()).isInstanceOf(Outcome.Unknown.class);
        assertThat(waiting).hasExactlyElementsOfTypes(Outcome.Unknown.class);
        assertThat(writer.append("a/2").outcome()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(writer.events()).isEmpty();
        writer.outbox.clear();
        writer.tick(LATE);
        writer.caughtUp();
        assertThat(writer.outbox).isEmpty();
    }

    @Test
    void the_first_reason_to_stop_is_kept() {
        stopBy(Header.Kind.COMMIT, 0, NOON);
        String because = writer.engine.stoppedBecause();
        writer.engine.unreadable("it is closed");
        assertThat(writer.engine.stoppedBecause()).isEqualTo(because);
    }

    @Test
    void time_that_runs_backwards_here_does_not_in_the_ledger() {
        writer.now = NOON.minusSeconds(60);
        writer.append("a/1");
        writer.land();
        writer.readAll();
        assertThat(log.audit().events()).containsExactly("a/1");
        assertThat(log.audit().recordedAtMicros()).isEqualTo(NOON.toEpochMilli() * 1000);
    }
}
