package io.rackledger.events;

/** A party seeks money. */
public record FinancingRoundOpened(RoundId round, PartyId party, RoundTerms terms) implements Event {}
