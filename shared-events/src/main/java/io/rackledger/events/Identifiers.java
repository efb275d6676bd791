package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Identifiers that others gave a party; each belongs to one party only.
 *
 * @param lei    legal entity identifier, ISO 17442
 * @param cik    central index key of the US Securities and Exchange Commission, ten digits
 * @param ticker symbol of its security, with {@code mic}
 * @param mic    market identifier code of the venue, ISO 10383
 */
public record Identifiers(
        @Nullable String lei,
        @Nullable String cik,
        @Nullable String ticker,
        @Nullable String mic) {
    public static final Identifiers NONE = new Identifiers(null, null, null, null);
}
