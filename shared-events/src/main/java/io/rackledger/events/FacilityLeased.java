package io.rackledger.events;

import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A tenant leased part of a facility for a period. */
public record FacilityLeased(
        LeaseId lease,
        FacilityId facility,
        PartyId lessor,
        PartyId tenant,
        @Nullable BigDecimal powerMw,
        @Nullable Long gpus,
        Period period,
        @Nullable Money feePerMonth,
        @Nullable Integer noticeDays)
        implements Event {}
