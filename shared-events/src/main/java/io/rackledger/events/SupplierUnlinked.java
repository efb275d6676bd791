package io.rackledger.events;

/** A supplier makes a component for a customer no more. */
public record SupplierUnlinked(PartyId supplier, PartyId customer, String component) implements Event {}
