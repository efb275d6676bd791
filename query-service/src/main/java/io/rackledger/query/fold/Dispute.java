package io.rackledger.query.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Facts that disagree on one attribute of an entity, with what was last said of that. What was said last is what was
 * recorded last: when somebody looked into it may be known less precisely than when it was noticed.
 *
 * @param events   the ids of the facts, each once, in their natural order
 * @param raised   that they disagree; null where only the resolution counts, or nobody has noticed
 * @param resolved that it was looked into; null if nobody has
 */
public record Dispute(
        String attribute,
        List<String> events,
        @Nullable Raised raised,
        @Nullable Resolved resolved) {
    /** Somebody noticed. */
    public record Raised(String event, long position, String because) {}

    /**
     * Somebody looked into it.
     *
     * @param preferred the fact that stands; null where all do, each at its time
     */
    public record Resolved(
            String event, long position, @Nullable String preferred, String rationale) {}

    public Dispute {
        events = events.stream().distinct().sorted().toList();
    }

    static Dispute on(String attribute, List<String> events) {
        return new Dispute(attribute, events, null, null);
    }

    /** Whether nobody has said that they disagree; it shows by what they say. */
    public boolean isDetected() {
        return raised == null && resolved == null;
    }

    boolean isOf(Dispute other) {
        return attribute.equals(other.attribute) && events.equals(other.events);
    }

    Dispute with(Raised said) {
        return raised == null || raised.position() < said.position()
                ? new Dispute(attribute, events, said, resolved)
                : this;
    }

    Dispute with(Resolved said) {
        return resolved == null || resolved.position() < said.position()
                ? new Dispute(attribute, events, raised, said)
                : this;
    }

    /** The resolution; null if there is none, or if the same was raised again since. */
    public @Nullable Resolved resolution() {
        return resolved != null && (raised == null || raised.position() < resolved.position()) ? resolved : null;
    }

    /** All that it rests on. */
    public List<String> because() {
        List<String> because = new ArrayList<>(events);
        Stream.of(raised == null ? "" : raised.event(), resolved == null ? "" : resolved.event())
                .filter(id -> !id.isEmpty())
                .forEach(because::add);
        return because;
    }
}
