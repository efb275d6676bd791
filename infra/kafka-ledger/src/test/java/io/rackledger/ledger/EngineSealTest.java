package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How a writer comes to a seal that stands, and who needs one. */
class EngineSealTest {
    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    private final SimulatedLog log = new SimulatedLog();
    private final SimulatedWriter writer = writer(1).open();

    private SimulatedWriter writer(long seed) {
        return new SimulatedWriter(log, true, SimulatedWriter.SETTINGS, NOON, seed);
    }

    @Test
    void a_seal_that_was_dropped_for_a_duplicate_is_sent_again_after_a_while() {
        SimulatedWriter late = writer(2);
        late.readAll();
        late.caughtUp();
        late.acknowledge(late.outbox.removeFirst().id(), 0);
        late.tick(Duration.ofMillis(50));
        assertThat(late.outbox).isEmpty();
        late.tick(SimulatedWriter.SETTINGS.sealRetry());
        late.landAll();
        assertThat(late.engine.phase()).isEqualTo(Engine.Phase.OPEN);
    }

    @Test
    void a_seal_that_is_acknowledged_where_nothing_was_read_yet_is_waited_for() {
        SimulatedWriter late = writer(2);
        late.readAll();
        late.caughtUp();
        late.acknowledge(late.outbox.element().id(), log.end());
        late.tick(SimulatedWriter.SETTINGS.sealRetry().multipliedBy(2));
        assertThat(late.outbox).hasSize(1);
    }

    @Test
    void a_writer_that_stood_down_seals_when_the_ledger_is_assigned_to_it_again() {
        writer.assigned(false);
        writer(2).open();
        writer.readAll();
        assertThat(writer.engine.phase()).isEqualTo(Engine.Phase.FOLLOWING);
        writer.assigned(true);
        assertThat(writer.engine.phase()).isEqualTo(Engine.Phase.SEALING);
        writer.landAll();
        assertThat(writer.engine.phase()).isEqualTo(Engine.Phase.OPEN);
    }

    @Test
    void a_writer_that_the_ledger_is_not_assigned_to_seals_nothing_when_it_has_caught_up() {
        SimulatedWriter unassigned = writer(2);
        unassigned.assigned(false);
        unassigned.readAll();
        unassigned.caughtUp();
        assertThat(unassigned.outbox).isEmpty();
        assertThat(unassigned.engine.phase()).isEqualTo(Engine.Phase.FOLLOWING);
    }

    @Test
    void a_reader_stays_one_whatever_is_assigned_to_it() {
        SimulatedWriter reader = new SimulatedWriter(log, false, SimulatedWriter.SETTINGS, NOON, 3);
        reader.readAll();
        reader.caughtUp();
        reader.assigned(true);
        assertThat(reader.outbox).isEmpty();
        assertThat(reader.engine.phase()).isEqualTo(Engine.Phase.FOLLOWING);
    }
}
