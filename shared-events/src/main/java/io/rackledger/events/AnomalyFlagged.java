package io.rackledger.events;

import java.util.List;

/**
 * A rule was broken, or may have been, and the fact was taken all the same.
 *
 * @param rule     the rule's stable name
 * @param possible whether it is broken only under some readings of what is unknown
 * @param because  for people
 * @param about    the tags of the command
 */
public record AnomalyFlagged(String rule, boolean possible, String because, List<Tag> about) implements Event {
    public AnomalyFlagged {
        about = List.copyOf(about);
    }
}
