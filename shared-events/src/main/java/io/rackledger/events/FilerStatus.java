package io.rackledger.events;

/** The filer category of 17 CFR 240.12b-2, on which due dates depend. */
public enum FilerStatus {
    LARGE_ACCELERATED,
    ACCELERATED,
    NON_ACCELERATED
}
