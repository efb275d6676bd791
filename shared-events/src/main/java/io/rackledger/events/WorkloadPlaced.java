package io.rackledger.events;

import java.math.BigDecimal;

/** A party runs a workload of its own at a facility from the valid time on. */
public record WorkloadPlaced(FacilityId facility, PartyId party, BigDecimal powerMw) implements Event {}
