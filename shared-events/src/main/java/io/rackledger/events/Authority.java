package io.rackledger.events;

/** Who at a venue decides on an exception. */
public enum Authority {
    STAFF,
    PANEL,
    COUNCIL
}
