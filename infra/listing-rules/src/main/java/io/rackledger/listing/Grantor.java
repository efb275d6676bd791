package io.rackledger.listing;

/** Who grants an exception; the panel and the council may go beyond the staff. */
public enum Grantor {
    STAFF,
    PANEL,
    COUNCIL
}
