package io.rackledger.query.follow;

import io.rackledger.events.Confidence;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import java.time.Instant;

/**
 * Which events count.
 *
 * @param validAsOf  those that may have happened by then
 * @param knownAsOf  those that were recorded by then
 * @param size       those at positions before
 * @param confidence those that are founded at least so well
 */
public record Cut(Instant validAsOf, Instant knownAsOf, long size, Confidence confidence) {
    /** Whether a fact, as it reads by what was known then, counts. What changes others counts once it is known. */
    boolean holds(Recorded fact) {
        return isChange(fact)
                || ((fact.validAt() == null || !fact.validAt().earliest().isAfter(validAsOf)) && founded(fact));
    }

    /** Whether it was known by then; what changes a fact must be well founded itself. */
    boolean knew(Recorded event) {
        return event.position() < size
                && !event.recordedAt().isAfter(knownAsOf)
                && (!isChange(event) || founded(event));
    }

    static boolean isChange(Recorded event) {
        return Facts.CHANGES.contains(event.event().getClass());
    }

    private boolean founded(Recorded event) {
        return event.confidence().compareTo(confidence) >= 0;
    }
}
