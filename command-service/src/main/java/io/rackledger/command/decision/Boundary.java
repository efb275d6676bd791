package io.rackledger.command.decision;

import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a decision reads, and so what must not change before it is recorded: a dynamic consistency boundary. Events
 * that match any criterion lie within. Immutable.
 */
public record Boundary(Set<Criterion> criteria) {
    /** Reads nothing of its own. */
    public static final Boundary NONE = new Boundary(Set.of());

    public Boundary {
        criteria = Set.copyOf(criteria);
    }

    /** Events of the given types that carry all of the given tags. */
    @SafeVarargs
    public static Boundary of(Set<Tag> tags, Class<? extends Event>... types) {
        return of(tags, Set.of(types));
    }

    /** Events of the given types that carry all of the given tags. */
    public static Boundary of(Set<Tag> tags, Set<Class<? extends Event>> types) {
        return new Boundary(Set.of(new Criterion(types, tags)));
    }

    /** Events of the given types that carry the tag. */
    @SafeVarargs
    public static Boundary of(Tag tag, Class<? extends Event>... types) {
        return of(Set.of(tag), types);
    }

    /** This and the other. */
    public Boundary or(Boundary other) {
        if (criteria.containsAll(other.criteria)) {
            return this;
        }
        if (criteria.isEmpty()) {
            return other;
        }
        Set<Criterion> both = new LinkedHashSet<>(criteria);
        both.addAll(other.criteria);
        return new Boundary(both);
    }

    /** Several together. */
    public static Boundary of(Collection<Boundary> boundaries) {
        Set<Criterion> all = new LinkedHashSet<>();
        boundaries.forEach(boundary -> all.addAll(boundary.criteria));
        return new Boundary(all);
    }

    /** What is in this boundary and not in the other. */
    public List<Criterion> beyond(Boundary other) {
        List<Criterion> beyond = new ArrayList<>(criteria);
        beyond.removeAll(other.criteria);
        return beyond;
    }

    /** Whether the event lies within. */
    public boolean contains(Recorded recorded) {
        return criteria.stream().anyMatch(criterion -> criterion.matches(recorded));
    }
}
