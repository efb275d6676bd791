package io.rackledger.events;

/** What may be short. */
public enum SupplyDimension {
    GPU,
    POWER,
    FIBRE,
    SPACE,
    COOLING
}
