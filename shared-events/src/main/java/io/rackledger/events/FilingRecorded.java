package io.rackledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A form was filed; {@code form} as the listing rules write it, such as {@code 10-K} or {@code 8-K 3.01}. */
public record FilingRecorded(
        ListingId listing,
        PartyId party,
        String form,
        @Nullable LocalDate periodEnd) implements Event {}
