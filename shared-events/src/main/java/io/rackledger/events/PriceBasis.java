package io.rackledger.events;

/** Between which prices a change was taken; both adjusted for splits. */
public enum PriceBasis {
    INTRADAY,
    CLOSE
}
