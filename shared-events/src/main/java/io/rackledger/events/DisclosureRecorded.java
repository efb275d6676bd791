package io.rackledger.events;

import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A party tells a figure of its accounts, or an outlook on it. At least one of the last three is there.
 *
 * @param actual the figure itself
 * @param range  bounds of it, one end of which may be open
 * @param growth over a year before, in percent
 */
public record DisclosureRecorded(
        PartyId party,
        Metric metric,
        FiscalPeriod fiscalPeriod,
        @Nullable Money actual,
        @Nullable MoneyRange range,
        @Nullable BigDecimal growth)
        implements Event {}
