package io.rackledger.events;

import java.util.List;

/**
 * Facts disagree on one attribute of one entity.
 *
 * @param events  their ids
 * @param because what disagrees
 */
public record ContradictionRaised(List<String> events, Subject subject, String attribute, String because)
        implements Event {
    public ContradictionRaised {
        events = List.copyOf(events);
    }
}
