package io.rackledger.events;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A signal was seen.
 *
 * @param percent   change of the price in percent, negative for a fall
 * @param basis     between which prices
 * @param authority who investigates
 */
public record RiskSignalRecorded(
        PartyId party,
        Signal signal,
        @Nullable BigDecimal percent,
        @Nullable PriceBasis basis,
        @Nullable String authority)
        implements Event {}
