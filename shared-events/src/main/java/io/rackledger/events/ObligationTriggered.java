package io.rackledger.events;

import org.joda.money.Money;

/** A trigger of an obligation was met. */
public record ObligationTriggered(
        ObligationId obligation, PartyId party, ListingId listing, Trigger trigger, Money principal) implements Event {}
