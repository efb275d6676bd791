package io.rackledger.events;

import java.time.LocalDate;

/** The company was given until a day, included, to comply again. */
public record ExceptionGranted(CaseId caseId, ListingId listing, PartyId party, Authority by, LocalDate until)
        implements Event {}
