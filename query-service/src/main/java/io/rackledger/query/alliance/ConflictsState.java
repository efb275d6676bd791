package io.rackledger.query.alliance;

import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conflicts of interest that sources claim of one party or alliance. Immutable. */
public record ConflictsState(List<Conflict> conflicts) {
    /**
     * What a source says.
     *
     * @param subject whom it speaks of, such as {@code party:xai}
     * @param text    null where it gives no words
     * @param on      null where nobody says
     */
    record Conflict(
            String subject, @Nullable String text, @Nullable ValidTime on, String confidence, String event) {}

    public ConflictsState {
        conflicts = List.copyOf(conflicts);
    }

    ConflictsState with(Conflict conflict) {
        List<Conflict> more = new ArrayList<>(conflicts);
        more.add(conflict);
        return new ConflictsState(more);
    }
}
