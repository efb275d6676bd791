package io.rackledger.events;

import java.math.BigDecimal;

/** A party's workload moved from one facility to another. */
public record WorkloadTransitioned(PartyId party, FacilityId fromFacility, FacilityId toFacility, BigDecimal powerMw)
        implements Event {}
