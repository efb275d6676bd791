package io.rackledger.command.decision;

import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A supplier makes a component for a customer, from a time on that counts until one that doesn't.
 *
 * @param share 0 to 1; null where nobody says
 * @param since null where nobody says
 * @param ended whether it was unlinked; if not, it stands for good
 * @param until null where it was not, or nobody says when
 */
public record SupplyLink(
        PartyId supplier,
        PartyId customer,
        String component,
        @Nullable BigDecimal share,
        @Nullable ValidTime since,
        boolean ended,
        @Nullable ValidTime until) {
    /** Whether it is between these two, for this component. */
    public boolean joins(PartyId from, PartyId to, String made) {
        return supplier.equals(from) && customer.equals(to) && component.equals(made);
    }

    /** Whether it stands at a time; null is a time that is unknown. */
    public Truth stands(@Nullable ValidTime at) {
        Truth goesOn = ended ? ValidTime.before(at, until) : Truth.YES;
        return ValidTime.before(at, since).not().and(goesOn);
    }

    SupplyLink endedAt(@Nullable ValidTime at) {
        return new SupplyLink(supplier, customer, component, share, since, true, at);
    }
}
