package io.rackledger.events;

/** One vendor's lot of an order. */
public record Allocation(LotId lot, PartyId vendor, Measures measures) {}
