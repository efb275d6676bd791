package io.rackledger.command.alliance;

import io.rackledger.command.decision.Decider;
import java.util.List;

/** The commands about alliances. */
public final class AllianceCommands {
    private AllianceCommands() {}

    /** One decider for each. */
    public static List<Decider<?, ?>> all() {
        return List.of(new FormAlliance(), new ChangeAllianceMembership());
    }
}
