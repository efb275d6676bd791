package io.rackledger.events;

/** One party took the place of another, in all that it controls. */
public record PartySucceeded(PartyId predecessor, PartyId successor) implements Event {}
