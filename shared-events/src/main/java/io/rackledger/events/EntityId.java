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

    /** How long an id may be. */
    int MOST_CHARACTERS = 63;

    /** The id as text. */
    String value();

    /**
     * Checks an id's form.
     *
     * @throws IllegalArgumentException if it doesn't match {@link #PATTERN}
     */
    static void check(String value) {
        if (!isOne(value)) {
            throw new IllegalArgumentException(
                    "an id is 1 to 63 characters of a-z, 0-9 and '-', not starting with '-'");
        }
    }

    /** Without the pattern: each event that is read has some ten ids. */
    private static boolean isOne(String value) {
        if (value.isEmpty() || value.length() > MOST_CHARACTERS || value.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }
}
