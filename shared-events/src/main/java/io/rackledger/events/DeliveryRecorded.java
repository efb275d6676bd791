package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/** Servers of one lot arrived. A delivery that spans lots is one such event for each. */
public record DeliveryRecorded(
        DeliveryId delivery,
        OrderId order,
        PartyId buyer,
        @Nullable ProgrammeId programme,
        LotId lot,
        PartyId vendor,
        Measures measures,
        @Nullable FacilityId facility)
        implements Event {}
