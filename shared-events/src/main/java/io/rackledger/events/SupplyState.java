package io.rackledger.events;

/** How supply stands. */
public enum SupplyState {
    EXPANDING,
    SPARE,
    READY,
    CONSTRAINED
}
