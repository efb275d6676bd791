package io.rackledger.events;

import java.util.List;

/**
 * A fact counts no more. What was recorded stays in the ledger.
 *
 * @param target   the id of the event
 * @param position where it stands
 * @param before   the tags of what it said, so that whoever read that finds this
 * @param reason   why
 */
public record FactRetracted(String target, long position, List<Tag> before, String reason) implements Event {
    public FactRetracted {
        before = List.copyOf(before);
    }
}
