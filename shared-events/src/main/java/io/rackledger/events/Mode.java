package io.rackledger.events;

/** Whether we decide that something happens, or report that it did. */
public enum Mode {
    /** We decide: every broken rule rejects. */
    DECIDED,
    /** We report what a source says: only structural rules reject, a broken plausibility rule is flagged. */
    OBSERVED
}
