package io.rackledger.command.decision;

import io.rackledger.events.Event;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events of any of these types that carry all of these tags.
 *
 * @param types never empty: a boundary names what it reads
 * @param tags  never empty
 */
public record Criterion(Set<Class<? extends Event>> types, Set<Tag> tags) {
    public Criterion {
        types = Set.copyOf(types);
        tags = Set.copyOf(tags);
        if (types.isEmpty() || tags.isEmpty()) {
            throw new IllegalArgumentException("a criterion names at least one event type and one tag");
        }
    }

    /** The tags first: they differ where criteria do. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Criterion criterion && tags.equals(criterion.tags) && types.equals(criterion.types);
    }

    /** By the tags alone: those of one boundary hardly share any, and types are many. */
    @Override
    public int hashCode() {
        return tags.hashCode();
    }

    /** Whether the event is one of them. */
    public boolean matches(Recorded recorded) {
        return types.contains(recorded.event().getClass()) && Tags.of(recorded).containsAll(tags);
    }

    /** With what corrects or retracts one of them. */
    Criterion withChanges() {
        Set<Class<? extends Event>> more = new HashSet<>(types);
        more.addAll(Facts.CHANGES);
        return new Criterion(more, tags);
    }
}
