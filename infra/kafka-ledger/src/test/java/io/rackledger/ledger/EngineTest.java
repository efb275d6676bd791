package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One rule of the engine at a time. */
class EngineTest {
    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    private final SimulatedLog log = new SimulatedLog();
    private final SimulatedWriter writer = writer(1).open();

    private SimulatedWriter writer(long seed) {
        return new SimulatedWriter(log, true, SimulatedWriter.SETTINGS, NOON, seed);
    }

    private static long id(SimulatedWriter writer) {
        return writer.outbox.element().id();
    }

    // ---- proof --------------------------------------------------------------------------------------------------

    @Test
    void an_acknowledgement_at_the_next_offset_proves() {
        SimulatedAppend append = writer.append("a/1");
        long sent = id(writer);
        long offset = writer.land();
        assertThat(append.outcome()).isNull();
        writer.acknowledge(sent, offset);
        assertThat(append.outcome()).isInstanceOf(Outcome.Appended.class);
        writer.readAll();
        assertThat(append.told).hasSize(1);
        assertThat(writer.engine.head().anchor()).isEqualTo(log.audit().head());
    }

    @Test
    void a_gap_is_proved_by_reading_only() {
        SimulatedAppend append = writer.append("a/1");
        long sent = id(writer);
        log.hole();
        long offset = writer.land();
        writer.acknowledge(sent, offset);
        assertThat(append.outcome()).isNull();
        writer.readAll();
        assertThat(append.outcome()).isInstanceOf(Outcome.Appended.class);
    }

    @Test
    void an_offset_that_the_broker_does_not_say_is_proved_by_reading_only() {
        SimulatedAppend append = writer.append("a/1");
        long sent = id(writer);
        writer.land();
        writer.acknowledge(sent, -1);
        assertThat(append.outcome()).isNull();
        writer.readAll();
        assertThat(append.outcome()).isInstanceOf(Outcome.Appended.class);
    }

    @Test
    void what_follows_an_expired_send_is_not_proved_by_landing_where_that_was_expected() {
        SimulatedAppend expired = writer.append("a/1");
        SimulatedAppend next = writer.append("a/2");
        long expiredId = writer.outbox.removeFirst().id();
        long nextId = id(writer);
        long offset = writer.land();
        writer.acknowledge(nextId, offset);
        assertThat(expired.outcome()).isNull();
        assertThat(next.outcome()).isNull();
        writer.fail(expiredId);
        writer.readAll();
        assertThat(next.outcome()).isNull();
        writer.land();
        writer.readAll();
        assertThat(writer.outbox).hasSize(2);
        writer.land();
        writer.land();
        writer.readAll();
        assertThat(expired.outcome()).isInstanceOf(Outcome.Appended.class);
        assertThat(next.outcome()).isInstanceOf(Outcome.Appended.class);
        assertThat(writer.events()).containsExactly("a/1", "a/2");
    }

    @Test
    void an_acknowledgement_at_an_offset_that_was_read_otherwise_proves_nothing_and_is_found_out() {
        SimulatedAppend append = writer.append("a/1");
        long sent = writer.outbox.removeFirst().id();
        writer.acknowledge(sent, 0);
        assertThat(append.outcome()).isNull();
        assertThat(writer.engine.phase()).isEqualTo(Engine.Phase.SEALING);
        writer.land();
        writer.readAll();
        writer.land();
        writer.readAll();
        assertThat(append.outcome()).isInstanceOf(Outcome.Appended.class);
    }

    @Test
    void a_commit_that_overtook_the_one_it_extends_is_sent_again() {
        SimulatedAppend late = writer.append("a/1");
        SimulatedAppend early = writer.append("a/2");
        byte[] lateValue = writer.outbox.removeFirst().value();
        writer.land();
        log.append(lateValue);
        writer.readAll();
        for (int i = 0; i < 3; i++) {
            writer.landAll();
        }
        assertThat(late.outcome()).isInstanceOf(Outcome.Appended.class);
        assertThat(early.outcome()).isInstanceOf(Outcome.Appended.class);
        assertThat(writer.events()).containsExactly("a/1", "a/2");
    }

    @Test
    void a_failed_send_that_landed_stands_once() {
        SimulatedAppend append = writer.append("a/1");
        long sent = id(writer);
        writer.land();
        writer.fail(sent);
        assertThat(append.outcome()).isNull();
        writer.readAll();
        assertThat(append.outcome()).isInstanceOf(Outcome.Appended.class);
        writer.land();
        writer.readAll();
        assertThat(writer.engine.phase()).as("the seal was behind it").isEqualTo(Engine.Phase.SEALING);
        writer.land();
        writer.readAll();
        assertThat(writer.engine.phase()).isEqualTo(Engine.Phase.OPEN);
        assertThat(writer.events()).containsExactly("a/1");
    }

    @Test
    void a_duplicate_is_void() {
        SimulatedAppend append = writer.append("a/1");
        byte[] value = writer.outbox.element().value();
        writer.land();
        log.append(value);
        writer.readAll();
        assertThat(append.told).hasSize(1);
        assertThat(writer.events()).containsExactly("a/1");
    }

    // ---- other writers ------------------------------------------------------------------------------------------

    private SimulatedWriter other() {
        SimulatedWriter other = writer(2).open();
        writer.readAll();
        writer.tick(SimulatedWriter.SETTINGS.contestedFor());
        return other;
    }

    @Test
    void a_foreign_commit_makes_the_overlay_void_and_it_is_sent_again() {
        SimulatedWriter other = other();
        SimulatedAppend mine = writer.append("a/1");
        SimulatedAppend foreign = other.append("b/1");
        other.land();
        writer.land();
        writer.readAll();
        assertThat(mine.outcome()).isNull();
        writer.tick(Duration.ofMillis(50));
        writer.land();
        writer.readAll();
        other.readAll();
        assertThat(mine.outcome()).isInstanceOf(Outcome.Appended.class);
        assertThat(mine.taken).isEqualTo(2);
        assertThat(foreign.outcome()).isInstanceOf(Outcome.Appended.class);
        assertThat(writer.events()).containsExactly("b/1", "a/1").isEqualTo(other.events());
    }

    @Test
    void what_was_decided_on_a_void_commit_is_superseded() {
        SimulatedWriter other = other();
        writer.append("a/1");
        SimulatedAppend onIt = writer.append(new SimulatedAppend(writer.readAtTip("c"), "c/1"));
        Condition onVoid = writer.readAtTip("c");
        other.append("b/1");
        other.land();
        writer.readAll();
        writer.tick(Duration.ofMillis(50));
        writer.landAll();
        writer.tick(Duration.ofMillis(50));
        assertThat(onIt.outcome()).isInstanceOf(Outcome.Superseded.class);
        SimulatedAppend late = writer.append(new SimulatedAppend(onVoid, "c/2"));
        writer.tick(Duration.ofMillis(50));
        assertThat(late.outcome()).isInstanceOf(Outcome.Superseded.class);
        assertThat(writer.events()).containsExactly("b/1", "a/1");
    }

    @Test
    void an_append_sent_again_is_checked_again() {
        SimulatedWriter other = other();
        SimulatedAppend mine = writer.append(new SimulatedAppend(writer.readAtTip("b"), "a/1"));
        other.append("b/1");
        other.land();
        writer.readAll();
        writer.tick(Duration.ofMillis(50));
        assertThat(mine.outcome()).isEqualTo(new Outcome.Conflict(0));
    }

    @Test
    void a_contested_writer_keeps_one_append_in_flight() {
        SimulatedWriter other = other();
        other.append("b/1");
        other.land();
        writer.readAll();
        writer.tick(Duration.ofMillis(50));
        writer.append("a/1");
        writer.append("a/2");
        assertThat(writer.outbox).hasSize(1);
        writer.tick(SimulatedWriter.SETTINGS.contestedFor());
        assertThat(writer.outbox).hasSize(2);
    }

    @Test
    void a_seal_that_comes_back_void_is_followed_by_another() {
        SimulatedWriter late = writer(2);
        late.readAll();
        late.caughtUp();
        writer.append("a/1");
        writer.land();
        late.land();
        late.readAll();
        assertThat(late.engine.phase()).isEqualTo(Engine.Phase.SEALING);
        late.land();
        late.readAll();
        assertThat(late.engine.phase()).isEqualTo(Engine.Phase.OPEN);
    }

    @Test
    void of_two_that_begin_a_ledger_one_does() {
        SimulatedLog empty = new SimulatedLog();
        List<SimulatedWriter> both = new ArrayList<>();
        for (long seed = 1; seed <= 2; seed++) {
            SimulatedWriter begins = new SimulatedWriter(empty, true, SimulatedWriter.SETTINGS, NOON, seed);
            begins.caughtUp();
            both.add(begins);
        }
        both.forEach(SimulatedWriter::land);
        both.forEach(SimulatedWriter::readAll);
        both.getLast().land();
        both.forEach(SimulatedWriter::readAll);
        assertThat(both).allMatch(begun -> begun.engine.phase() == Engine.Phase.OPEN);
        assertThat(both.getFirst().engine.genesis())
                .isEqualTo(both.getLast().engine.genesis());
    }

    @Test
    void a_failed_seal_is_tried_again_after_a_while() {
        SimulatedWriter late = writer(2);
        late.readAll();
        late.caughtUp();
        late.fail(late.outbox.removeFirst().id());
        late.tick(Duration.ofMillis(50));
        assertThat(late.outbox).isEmpty();
        late.tick(SimulatedWriter.SETTINGS.sealRetry());
        late.land();
        late.readAll();
        assertThat(late.engine.phase()).isEqualTo(Engine.Phase.OPEN);
    }

    @Test
    void a_foreign_seal_makes_an_unassigned_writer_stand_down() {
        writer.assigned(false);
        SimulatedAppend sent = writer.append("a/1");
        other();
        assertThat(writer.engine.phase()).isEqualTo(Engine.Phase.FOLLOWING);
        assertThat(sent.outcome()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(writer.append("a/2").outcome()).isInstanceOf(Outcome.Unavailable.class);
        writer.land();
        writer.readAll();
        assertThat(writer.events()).isEmpty();
    }

    // ---- waiting for the tip ------------------------------------------------------------------------------------

    @Test
    void who_read_at_a_tip_is_told_when_it_stands_or_is_void() {
        SimulatedWriter other = other();
        List<Outcome> told = new ArrayList<>();
        writer.append("a/1");
        writer.await(told::add);
        writer.settle();
        assertThat(told).isEmpty();
        other.append("b/1");
        other.land();
        writer.readAll();
        assertThat(told).hasExactlyElementsOfTypes(Outcome.Superseded.class);
        writer.tick(Duration.ofMillis(50));
        writer.await(told::add);
        writer.landAll();
        assertThat(told).hasExactlyElementsOfTypes(Outcome.Superseded.class, Outcome.Appended.class);
    }
}
