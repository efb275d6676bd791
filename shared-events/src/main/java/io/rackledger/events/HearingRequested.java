package io.rackledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A hearing on a determination was requested, which stays the suspension.
 *
 * @param extendedStay the last day of a longer stay; null where none was granted
 */
public record HearingRequested(
        CaseId caseId,
        ListingId listing,
        PartyId party,
        @Nullable LocalDate extendedStay) implements Event {}
