package io.rackledger.format;

import java.util.List;

/**
 * What a commit was decided on: no entry that matches any criterion stands at or after {@code marker} in the chain
 * that leads to it.
 *
 * @param anchor   the commit at whose state it was decided
 * @param marker   the position from which on no such entry may stand
 * @param criteria what the decision read
 */
public record DecidedOn(Anchor anchor, long marker, List<Criterion> criteria) {
    public DecidedOn {
        criteria = List.copyOf(criteria);
    }
}
