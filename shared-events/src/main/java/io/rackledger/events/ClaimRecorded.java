package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/** A source says something of an entity for which there is no event of its own. At least one of the last three is there. */
public record ClaimRecorded(
        Subject subject,
        String attribute,
        @Nullable Quantity value,
        @Nullable QuantityRange range,
        @Nullable String text)
        implements Event {}
