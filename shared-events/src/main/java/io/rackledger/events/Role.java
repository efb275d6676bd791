package io.rackledger.events;

/** What a party does in the supply chain. */
public enum Role {
    BUYER,
    VENDOR,
    COMPONENT_SUPPLIER,
    MANUFACTURER,
    CLOUD,
    FINANCIER,
    TENANT,
    COMPUTE_PROVIDER,
    RESEARCH,
    REGULATOR,
    PUBLISHER,
    OTHER
}
