package io.rackledger.query.webhook;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Up to where the views were looked at for a webhook: all that was so then it was told, or need not be.
 *
 * @param size how many events of the ledger were known
 * @param at   the instant that counted as now, to the millisecond, which every database keeps
 */
public record Looked(long size, Instant at) {
    public Looked {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
