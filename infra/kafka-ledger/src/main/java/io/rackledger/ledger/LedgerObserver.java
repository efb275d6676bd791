package io.rackledger.ledger;

import java.time.Duration;

/** Is told what the engine does, for metrics. Called on the engine's thread: must be quick and must not throw. */
public interface LedgerObserver {
    /** Observes nothing. */
    LedgerObserver NONE = new LedgerObserver() {};

    /** A commit of this ledger's own was acknowledged, so long after it was chained. */
    default void acknowledged(int events, int bytes, Duration latency) {}

    /** The record at that offset of the log was found void, and skipped. */
    default void voidRecord(long offset, String because) {}

    /** A seal was sent. */
    default void sealing() {}

    /** Commits in flight were overtaken by another writer's. */
    default void overtaken(int commits) {}
}
