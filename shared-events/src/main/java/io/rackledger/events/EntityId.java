package io.rackledger.events;

import java.util.regex.Pattern;

/** The identity of an entity: 1 to 63 characters of {@code a-z}, {@code 0-9} and {@code -}, not starting with {@code -}. */
public sealed interface EntityId
        permits PartyId,
                OrderId,
                LotId,
                FacilityId,
                LeaseId,
                ProgrammeId,
                ListingId,
                CaseId,
                SourceId,
                DeliveryId,
                ObligationId,
                RoundId,
                AllianceId {
    /** What an id looks like. */
    Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The id as text. */
    String value();

    /**
     * Checks an id's form.
     *
     * @throws IllegalArgumentException if it doesn't match {@link #PATTERN}
     */
    static void check(String value) {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an id is 1 to 63 characters of a-z, 0-9 and '-', not starting with '-'");
        }
    }
}
