package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/**
 * What one lot is to bring was changed.
 *
 * @param measures all that is known of the lot from now on, in place of what was
 */
public record ServerOrderAmended(
        OrderId order, PartyId buyer, @Nullable ProgrammeId programme, LotId lot, PartyId vendor, Measures measures)
        implements Event {}
