package io.rackledger.events;

/** A party took on a role. */
public record PartyRoleAssigned(PartyId party, Role role) implements Event {}
