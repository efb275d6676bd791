package io.rackledger.listing;

import java.util.Arrays;
import java.util.Optional;

/** The continued listing rules that a compliance case can rest on. */
public enum ListingRule {
    /** Nasdaq: periodic reports are filed on time. */
    NASDAQ_FILING("Nasdaq", "5250(c)(1)"),
    /** Nasdaq: the bid stays at 1.00 or above; cure under 5810(c)(3)(A). */
    NASDAQ_BID_PRICE("Nasdaq", "5450(a)(1)"),
    /** NYSE: periodic reports are filed on time. */
    NYSE_FILING("NYSE", "802.01E"),
    /** NYSE: the 30-trading-day average close stays at 1.00 or above. */
    NYSE_PRICE("NYSE", "802.01C");

    private final String exchange;
    private final String number;

    ListingRule(String exchange, String number) {
        this.exchange = exchange;
        this.number = number;
    }

    /** The rule's number, such as {@code 5250(c)(1)}: its wire name. */
    public String number() {
        return number;
    }

    /** Whether the rule is about reports that are late. */
    public boolean isFiling() {
        return this == NASDAQ_FILING || this == NYSE_FILING;
    }

    /** The rule of that number, alone or after its exchange ({@code Nasdaq 5250(c)(1)}); empty if unknown. */
    public static Optional<ListingRule> find(String name) {
        return Arrays.stream(values())
                .filter(rule -> name.equals(rule.number) || name.equals(rule.exchange + " " + rule.number))
                .findFirst();
    }
}
