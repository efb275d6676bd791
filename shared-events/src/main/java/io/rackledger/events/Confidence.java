package io.rackledger.events;

/** How well a fact is founded, weakest first. */
public enum Confidence {
    SPECULATED,
    REPORTED,
    ANNOUNCED,
    CONFIRMED,
    FILED
}
