package io.rackledger.events;

/** The company complies again; the case is closed. */
public record DeficiencyCured(CaseId caseId, ListingId listing, PartyId party) implements Event {}
