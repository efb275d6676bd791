package io.rackledger.events;

/** The venue's staff determined to delist. */
public record DelistingDetermined(CaseId caseId, ListingId listing, PartyId party) implements Event {}
