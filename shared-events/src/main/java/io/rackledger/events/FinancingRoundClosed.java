package io.rackledger.events;

/**
 * A financing round is over.
 *
 * @param terms those on which it closed
 */
public record FinancingRoundClosed(RoundId round, PartyId party, RoundTerms terms) implements Event {}
