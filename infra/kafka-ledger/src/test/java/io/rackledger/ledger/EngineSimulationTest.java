package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Thousands of random histories through the real engine. {@code -Drackledger.seed} repeats one run. */
class EngineSimulationTest {
    private static final int HISTORIES = Integer.getInteger("rackledger.histories", 2_000);

    @Test
    void no_history_breaks_a_promise() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        Map<String, Integer> tally = new HashMap<>();
        for (int i = 0; i < HISTORIES; i++) {
            SimulatedHistory history = new SimulatedHistory(seed + i);
            try {
                history.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "history " + i + ": repeat it alone with -Drackledger.histories=1" + " -Drackledger.seed="
                                + (seed + i),
                        e);
            }
            history.tally.forEach((outcome, count) -> tally.merge(outcome, count, Integer::sum));
        }
        System.out.println(tally);
        assertThat(tally)
                .as("a run that never meets these cases shows nothing")
                .containsKeys("Appended", "Conflict", "Superseded", "Unavailable", "Unknown");
    }
}
