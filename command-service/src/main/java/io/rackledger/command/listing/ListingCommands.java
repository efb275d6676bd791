package io.rackledger.command.listing;

import io.rackledger.command.decision.Decider;
import java.util.List;

/** The commands on listings and what threatens them. */
public final class ListingCommands {
    private ListingCommands() {}

    /** Every decider of this feature, once. */
    public static List<Decider<?, ?>> all() {
        return List.of(
                new ListSecurity(),
                new RecordFiling(),
                new OpenComplianceCase(),
                new SubmitCompliancePlan(),
                new GrantException(),
                new CureDeficiency(),
                new DetermineDelisting(),
                new RequestHearing(),
                new SuspendTrading(),
                new DelistSecurity(),
                new RecordRiskSignal());
    }
}
