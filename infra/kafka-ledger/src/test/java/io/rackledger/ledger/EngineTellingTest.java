package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the engine tells what it knows: no sooner than it stands, and no later than the deadline. */
class EngineTellingTest {
    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
    private static final Duration LATE = SimulatedWriter.TIMEOUT.plusMillis(1);
    private static final Duration SOON = Duration.ofMillis(50);

    private final SimulatedLog log = new SimulatedLog();
    private final SimulatedWriter writer = writer(1).open();

    private SimulatedWriter writer(long seed) {
        return new SimulatedWriter(log, true, SimulatedWriter.SETTINGS, NOON, seed);
    }

    /** In flight, and behind it an append that was decided before it and that it contradicts. */
    private SimulatedAppend contradicted() {
        Condition before = writer.readAtTip("a");
        writer.append("a/1");
        return writer.append(new SimulatedAppend(before, "b/1"));
    }

    private SimulatedWriter other() {
        SimulatedWriter other = writer(2).open();
        writer.readAll();
        writer.tick(SimulatedWriter.SETTINGS.contestedFor());
        return other;
    }

    // ---- conflicts ----------------------------------------------------------------------------------------------

    @Test
    void a_conflict_with_what_is_in_flight_is_told_when_that_is_proven() {
        SimulatedAppend refused = contradicted();
        assertThat(refused.outcome()).isNull();
        writer.landAll();
        assertThat(refused.told).containsExactly(new Outcome.Conflict(0));
    }

    @Test
    void a_conflict_with_what_stands_is_told_at_once() {
        Condition before = writer.readAtTip("a");
        writer.append("a/1");
        writer.landAll();
        writer.append("c/1");
        assertThat(writer.append(new SimulatedAppend(before, "b/1")).outcome()).isEqualTo(new Outcome.Conflict(0));
    }

    @Test
    void a_conflict_with_a_commit_that_turns_out_void_is_none_and_the_append_is_checked_anew() {
        SimulatedWriter other = other();
        Condition before = writer.readAtTip("a");
        SimulatedAppend first = writer.append(new SimulatedAppend(writer.readAtTip("c"), "a/1"));
        SimulatedAppend refused = writer.append(new SimulatedAppend(before, "b/1"));
        other.append("c/1");
        other.land();
        writer.readAll();
        for (int i = 0; i < 2; i++) {
            writer.tick(SOON);
            writer.landAll();
        }
        assertThat(first.outcome()).isEqualTo(new Outcome.Conflict(0));
        assertThat(refused.outcome()).isInstanceOf(Outcome.Appended.class);
        assertThat(writer.events()).containsExactly("c/1", "b/1");
    }

    @Test
    void a_conflict_with_a_commit_in_doubt_is_told_when_that_is_read() {
        SimulatedAppend refused = contradicted();
        long sent = writer.outbox.element().id();
        writer.land();
        writer.fail(sent);
        assertThat(refused.outcome()).isNull();
        writer.readAll();
        assertThat(refused.told).containsExactly(new Outcome.Conflict(0));
    }

    @Test
    void an_append_that_is_held_by_a_conflict_was_not_taken_at_its_deadline() {
        SimulatedAppend refused = contradicted();
        writer.tick(LATE);
        assertThat(refused.told).hasExactlyElementsOfTypes(Outcome.Unavailable.class);
        writer.landAll();
        assertThat(refused.told).hasSize(1);
    }

    @Test
    void an_append_that_is_held_by_a_conflict_was_not_taken_when_the_engine_stops() {
        SimulatedAppend refused = contradicted();
        writer.engine.unreadable("it ends here");
        writer.settle();
        assertThat(refused.outcome()).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void appends_that_are_held_count_as_waiting() {
        Condition before = writer.readAtTip("a");
        writer.append("a/1");
        List<SimulatedAppend> held = new ArrayList<>();
        for (int i = 0; i <= SimulatedWriter.SETTINGS.mostQueued(); i++) {
            held.add(writer.append(new SimulatedAppend(before, "b/" + i)));
        }
        assertThat(held.removeLast().outcome()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(held).allMatch(append -> append.outcome() == null);
        writer.landAll();
        assertThat(writer.append("c/1").outcome()).isNull();
    }

    // ---- those who wait for the tip -----------------------------------------------------------------------------

    @Test
    void who_waits_for_a_tip_is_told_by_the_deadline_that_it_is_unknown() {
        List<Outcome> told = new ArrayList<>();
        writer.append("a/1");
        writer.await(told::add);
        writer.tick(LATE);
        assertThat(told).hasExactlyElementsOfTypes(Outcome.Unknown.class);
        writer.landAll();
        assertThat(told).hasSize(1);
    }

    @Test
    void who_waits_for_a_tip_beyond_the_limit_is_told_so_at_once() {
        List<Outcome> told = new ArrayList<>();
        writer.append("a/1");
        for (int i = 0; i < SimulatedWriter.SETTINGS.mostWaiting(); i++) {
            writer.await(told::add);
        }
        assertThat(told).isEmpty();
        writer.await(told::add);
        assertThat(told).hasExactlyElementsOfTypes(Outcome.Unknown.class);
        writer.landAll();
        assertThat(told).hasSize(1 + SimulatedWriter.SETTINGS.mostWaiting());
    }
}
