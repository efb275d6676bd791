package io.rackledger.listing;

/** Where a listing, or one compliance case of it, stands. */
public enum CaseState {
    COMPLIANT,
    LATE,
    NOTIFIED,
    PLAN_SUBMITTED,
    EXCEPTION,
    CURED,
    DETERMINED,
    HEARING,
    PANEL_EXCEPTION,
    SUSPENDED,
    DELISTED
}
