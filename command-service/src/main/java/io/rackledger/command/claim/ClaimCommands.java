package io.rackledger.command.claim;

import io.rackledger.command.decision.Decider;
import java.util.List;

/** The commands about sources and what they say. */
public final class ClaimCommands {
    private ClaimCommands() {}

    /** One decider for each. */
    public static List<Decider<?, ?>> all() {
        return List.of(new RegisterSource());
    }
}
