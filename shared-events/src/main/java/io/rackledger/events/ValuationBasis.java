package io.rackledger.events;

/** Whether a valuation counts the money that a round brings. */
public enum ValuationBasis {
    PRE,
    POST,
    UNSPECIFIED
}
