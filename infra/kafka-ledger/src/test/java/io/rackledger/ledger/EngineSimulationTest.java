package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Tens of thousands of random histories through the real engine: the same in every build, so that a build that fails was
 * broken by what changed. {@code -Drackledger.seed} runs others, {@code -Drackledger.histories} more.
 */
class EngineSimulationTest {
    private static final int HISTORIES = Integer.getInteger("rackledger.histories", 20_000);
    private static final int CRASHED_HISTORIES = 20;

    private final long seed = Long.getLong("rackledger.seed", 1);

    /** The histories run on all cores; the first one that breaks a promise is told, step by step. */
    private void keepsItsPromises(Simulation simulation, int histories) {
        LongStream.range(seed, seed + histories)
                .parallel()
                .filter(each -> !simulation.apply(each).isEmpty())
                .findFirst()
                .ifPresent(each -> {
                    throw new AssertionError("repeat it alone with -Drackledger.histories=1 -Drackledger.seed=" + each
                            + "\n" + simulation.trace(each));
                });
    }

    @Test
    void no_history_breaks_a_promise() {
        System.out.println("-Drackledger.seed=" + seed);
        Simulation simulation = new Simulation();
        keepsItsPromises(simulation, HISTORIES);
        System.out.println(simulation.outcomes());
        assertThat(simulation.outcomes())
                .as("a run that never meets these cases shows nothing")
                .containsKeys("Appended", "Conflict", "Superseded", "Unavailable", "Unknown", "resumed", "not resumed")
                .allSatisfy((outcome, count) -> assertThat(count).as(outcome).isPositive());
    }

    @Test
    void no_crash_at_any_step_breaks_a_promise() {
        System.out.println("-Drackledger.seed=" + seed);
        for (int step = 0; step < SimulatedHistory.STEPS; step++) {
            keepsItsPromises(new Simulation(step), CRASHED_HISTORIES);
        }
    }

    @Test
    void a_seed_repeats_its_history() {
        System.out.println("-Drackledger.seed=" + seed);
        assertThat(new Simulation().trace(seed)).isEqualTo(new Simulation().trace(seed));
    }
}
