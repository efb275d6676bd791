package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Criterion;
import java.util.List;

/**
 * When an append may stand: no event that matches any criterion at or after {@code marker}.
 *
 * @param anchor   the commit at whose state the append was decided; if it turns out void, the append must be decided
 *                 again
 * @param marker   a position, at most the anchor's size
 * @param criteria what the decision read; none: nothing can contradict it
 */
public record Condition(Anchor anchor, long marker, List<Criterion> criteria) {
    /**
     * @throws IllegalArgumentException if the marker lies beyond the anchor: what stands between is not known
     */
    public Condition {
        if (marker < 0 || marker > anchor.size()) {
            throw new IllegalArgumentException("marker " + marker + " does not lie within " + anchor);
        }
        criteria = List.copyOf(criteria);
    }
}
