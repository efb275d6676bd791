package io.rackledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was open of an order moved, whole or in part, from one vendor to a new lot at another.
 *
 * @param lot      the new lot
 * @param moved    what each lot gave, oldest first; a measure that is unknown there is absent
 * @param measures what the new lot holds
 * @param allOpen  whether all moved that was open in those lots, so that nothing stays open there even where the
 *                 amounts are unknown
 */
public record OrderShiftedToVendor(
        OrderId order,
        PartyId buyer,
        @Nullable ProgrammeId programme,
        PartyId from,
        PartyId to,
        LotId lot,
        List<Moved> moved,
        Measures measures,
        boolean allOpen,
        @Nullable String reason,
        @Nullable Stated stated)
        implements Event {
    /** What one lot gave. */
    public record Moved(LotId lot, Measures measures) {}

    public OrderShiftedToVendor {
        moved = List.copyOf(moved);
    }
}
