package io.rackledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact was recorded wrongly; it reads otherwise from now on. What was recorded stays in the ledger.
 *
 * @param target    the id of the event
 * @param position  where it stands
 * @param corrected what it says now
 * @param validAt   when it happened; null if no one says
 * @param before    the tags of what it said, so that whoever read that finds this
 * @param reason    why
 */
public record FactCorrected(
        String target,
        long position,
        Event corrected,
        @Nullable ValidTime validAt,
        List<Tag> before,
        String reason) implements Event {
    public FactCorrected {
        before = List.copyOf(before);
    }
}
