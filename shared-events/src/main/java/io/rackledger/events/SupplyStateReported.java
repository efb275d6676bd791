package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/**
 * How supply stands with a party, or in a dimension of the whole market.
 *
 * @param party     null where it is said of the market
 * @param site      where, as the source calls it
 * @param platform  of what, such as {@code B200}
 * @param dimension what it is about; party or dimension is there
 * @param readyFrom from when on it can supply
 */
public record SupplyStateReported(
        @Nullable PartyId party,
        @Nullable String site,
        @Nullable String platform,
        @Nullable SupplyDimension dimension,
        SupplyState state,
        @Nullable SupplyRate rate,
        @Nullable ValidTime readyFrom)
        implements Event {}
