package io.rackledger.events;

/** The security was removed from the venue. */
public record SecurityDelisted(ListingId listing, CaseId caseId, PartyId party) implements Event {}
