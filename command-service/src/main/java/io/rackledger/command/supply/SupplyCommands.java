package io.rackledger.command.supply;

import io.rackledger.command.decision.Decider;
import java.util.List;

/** The commands about suppliers and supply. */
public final class SupplyCommands {
    private SupplyCommands() {}

    /** One decider for each. */
    public static List<Decider<?, ?>> all() {
        return List.of(new LinkSupplier(), new UnlinkSupplier(), new ReportSupplyState());
    }
}
