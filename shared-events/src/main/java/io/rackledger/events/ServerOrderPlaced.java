package io.rackledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A buyer ordered servers, in one lot for each vendor. */
public record ServerOrderPlaced(
        OrderId order,
        PartyId buyer,
        @Nullable ProgrammeId programme,
        @Nullable Measures totals,
        List<Allocation> allocations)
        implements Event {
    public ServerOrderPlaced {
        allocations = List.copyOf(allocations);
    }
}
