package io.rackledger.events;

import org.joda.money.Money;

/** An amount of which only bounds are known. */
public record MoneyRange(Money low, Money high) {
    public MoneyRange {
        if (!low.isSameCurrency(high)) {
            throw new IllegalArgumentException("low and high must be in one currency");
        }
        if (low.isGreaterThan(high)) {
            throw new IllegalArgumentException("low must not be above high");
        }
    }
}
