package io.rackledger.events;

import java.math.BigDecimal;

/** A facility has another limit in one dimension from then on. */
public record FacilityCapacityChanged(FacilityId facility, CapacityDimension dimension, BigDecimal limit)
        implements Event {}
