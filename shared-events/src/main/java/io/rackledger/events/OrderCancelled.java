package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/** What was open of one lot was cancelled, whole ({@code allOpen}) or in part. */
public record OrderCancelled(
        OrderId order,
        PartyId buyer,
        @Nullable ProgrammeId programme,
        LotId lot,
        PartyId vendor,
        Measures measures,
        boolean allOpen,
        @Nullable String reason)
        implements Event {}
