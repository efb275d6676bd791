package io.rackledger.ledger;

import java.time.Duration;

/**
 * The engine's limits.
 *
 * @param mostInFlight      commits sent and not yet acknowledged
 * @param mostInFlightBytes likewise, in bytes of their events; one commit may always be in flight
 * @param mostQueued        appends that wait to be chained; one more is refused as unavailable
 * @param mostQueuedBytes   likewise, in bytes of their events
 * @param mostWaiting       those who wait until what they read at a tip is acknowledged; one more is told "unknown"
 * @param mostRecordBytes   the largest record
 * @param sealRetry         how long to wait before sealing again after a failed seal
 * @param contestedFor      how long after another writer's commit to keep one append in flight only
 * @param contestedBackoff  the longest random wait before the next append then
 */
public record LedgerSettings(
        int mostInFlight,
        long mostInFlightBytes,
        int mostQueued,
        long mostQueuedBytes,
        int mostWaiting,
        int mostRecordBytes,
        Duration sealRetry,
        Duration contestedFor,
        Duration contestedBackoff) {
    public static final LedgerSettings DEFAULT = new LedgerSettings(
            4096,
            16L << 20,
            16_384,
            64L << 20,
            16_384,
            1 << 20,
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofMillis(20));
}
