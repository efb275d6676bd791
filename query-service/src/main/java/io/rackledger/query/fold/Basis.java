package io.rackledger.query.fold;

/** Which part of an order counts. */
public enum Basis {
    /** As placed, whatever became of it. */
    AWARDED,
    /** Net of shifts and cancellations. */
    COMMITTED,
    /** Committed and not delivered. */
    OPEN,
    /** As recorded. */
    DELIVERED
}
