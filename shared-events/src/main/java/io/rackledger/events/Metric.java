package io.rackledger.events;

/** A figure of a party's accounts. */
public enum Metric {
    REVENUE,
    BACKLOG,
    CASH,
    WORKING_CAPITAL,
    RETAINED_EARNINGS,
    EBIT,
    TOTAL_ASSETS,
    BOOK_EQUITY,
    TOTAL_LIABILITIES
}
