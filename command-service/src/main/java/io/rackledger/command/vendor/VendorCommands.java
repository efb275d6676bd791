package io.rackledger.command.vendor;

import io.rackledger.command.decision.Decider;
import java.util.List;

/** The commands about parties. */
public final class VendorCommands {
    private VendorCommands() {}

    /** One decider for each. */
    public static List<Decider<?, ?>> all() {
        return List.of(new RegisterParty(), new AssignPartyRole(), new SucceedParty());
    }
}
