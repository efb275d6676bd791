package io.rackledger.events;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A supplier makes a component for a customer, until it is unlinked.
 *
 * @param share how much of what the customer needs of it, 0 to 1; null where nobody says
 */
public record SupplierLinked(
        PartyId supplier,
        PartyId customer,
        String component,
        @Nullable BigDecimal share) implements Event {}
