package io.rackledger.query.fold;

import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Recorded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of facts after they were recorded, so that each is marked wherever it is shown. Immutable. */
public record Changes(Map<String, List<String>> corrections, Map<String, String> retractions) {
    public Changes {
        corrections = Map.copyOf(corrections);
        retractions = Map.copyOf(retractions);
    }

    /** The changes among events, in the order of their positions. */
    public static Changes in(Collection<Recorded> recorded) {
        Map<String, List<String>> corrections = new HashMap<>();
        Map<String, String> retractions = new HashMap<>();
        for (Recorded each : recorded) {
            if (each.event() instanceof FactCorrected e) {
                corrections.computeIfAbsent(e.target(), id -> new ArrayList<>()).add(each.id());
            } else if (each.event() instanceof FactRetracted e) {
                retractions.put(e.target(), each.id());
            }
        }
        return new Changes(corrections, retractions);
    }

    /** The events that corrected a fact, in their order. */
    public List<String> correctionsOf(String id) {
        return List.copyOf(corrections.getOrDefault(id, List.of()));
    }

    /** The event that retracted a fact; null if none did. */
    public @Nullable String retractionOf(String id) {
        return retractions.get(id);
    }
}
