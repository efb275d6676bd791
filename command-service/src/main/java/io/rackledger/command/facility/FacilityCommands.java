package io.rackledger.command.facility;

import io.rackledger.command.decision.Decider;
import java.util.List;

/** The commands on facilities. */
public final class FacilityCommands {
    private FacilityCommands() {}

    /** Every decider of this feature, once. */
    public static List<Decider<?, ?>> all() {
        return List.of(
                new RegisterFacility(),
                new ChangeFacilityCapacity(),
                new PlaceWorkload(),
                new TransitionWorkload(),
                new LeaseFacility(),
                new AmendLease(),
                new TerminateLease());
    }
}
