package io.rackledger.events;

/** The company told the venue how it means to comply again. */
public record CompliancePlanSubmitted(CaseId caseId, ListingId listing, PartyId party) implements Event {}
