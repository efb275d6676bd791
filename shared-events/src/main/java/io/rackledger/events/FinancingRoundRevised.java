package io.rackledger.events;

/**
 * A financing round has other terms.
 *
 * @param terms all that is known of it from now on, in place of those before
 */
public record FinancingRoundRevised(RoundId round, PartyId party, RoundTerms terms) implements Event {}
