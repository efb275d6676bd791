package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulator that finds nothing proves nothing: with any one rule removed, it must find a broken promise. */
class RemovedRulesTest {
    private static final int HISTORIES = 5_000;
    private static final long SEED = Long.getLong("rackledger.seed", 1);

    @ParameterizedTest
    @EnumSource
    void a_removed_rule_is_missed(EngineRule rule) throws Exception {
        LongFunction<String> simulation = new WithoutRule(rule).simulation();
        String broken = "";
        int histories = 0;
        while (broken.isEmpty() && histories < HISTORIES) {
            broken = simulation.apply(SEED + histories++);
        }
        System.out.println("| " + rule + " | " + histories + " | " + broken.replaceAll(":.*", "") + " |");
        assertThat(broken)
                .as("what was broken in %d histories from seed %d", histories, SEED)
                .isNotEmpty();
    }
}
