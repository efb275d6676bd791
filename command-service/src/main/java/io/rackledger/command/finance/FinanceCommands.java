package io.rackledger.command.finance;

import io.rackledger.command.decision.Decider;
import java.util.List;

/** The commands on money. */
public final class FinanceCommands {
    private FinanceCommands() {}

    /** Every decider of this feature, once. */
    public static List<Decider<?, ?>> all() {
        return List.of(
                new RecordObligation(),
                new RecordDisclosure(),
                new OpenFinancingRound(),
                new ReviseFinancingRound(),
                new CloseFinancingRound());
    }
}
