package io.rackledger.command.claim;

import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Redecision;
import io.rackledger.command.decision.Rewording;
import java.util.List;

/** The commands about sources and what they say. */
public final class ClaimCommands {
    private ClaimCommands() {}

    /** One decider for each. */
    public static List<Decider<?, ?>> all() {
        return List.of(new RegisterSource(), new RecordClaim(), new RaiseContradiction(), new ResolveContradiction());
    }

    /**
     * The commands that change what was recorded, over those of every feature.
     *
     * @param redecision of history
     * @param rewording  of an event's fields
     */
    public static List<Decider<?, ?>> changes(Redecision redecision, Rewording rewording) {
        return List.of(new CorrectFact(redecision, rewording), new RetractFact(redecision));
    }
}
