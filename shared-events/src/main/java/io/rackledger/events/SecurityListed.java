package io.rackledger.events;

import java.time.MonthDay;

/** A party's security is listed at a venue from the valid time on. */
public record SecurityListed(
        ListingId listing,
        PartyId party,
        String ticker,
        String mic,
        String tier,
        MonthDay fiscalYearEnd,
        FilerStatus filerStatus)
        implements Event {}
