package io.rackledger.events;

/** What may announce a delisting. */
public enum Signal {
    PROBE,
    PRICE_SHOCK,
    AUDITOR_RESIGNED,
    AUDITOR_ENGAGED,
    SHORT_REPORT,
    ADVERSE_CONTROLS,
    PRIOR_DELISTING,
    BID_BELOW_MINIMUM
}
