package io.rackledger.events;

/** Trading in the security was suspended. */
public record TradingSuspended(ListingId listing, CaseId caseId, PartyId party) implements Event {}
