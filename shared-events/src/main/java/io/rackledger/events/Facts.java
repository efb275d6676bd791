package io.rackledger.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which facts stand, of those that were recorded: without what was retracted, and as corrected. */
public final class Facts {
    /** What takes away or changes what other events said. */
    public static final Set<Class<? extends Event>> CHANGES = Set.of(FactCorrected.class, FactRetracted.class);

    private Facts() {}

    /**
     * The facts that stand, without the events that changed others, each at the place of the fact that was recorded
     * first.
     *
     * @param recorded in the order of their positions; of a fact that was corrected the correction is enough
     */
    public static List<Recorded> standing(Collection<Recorded> recorded) {
        Set<String> retracted = new HashSet<>();
        Map<String, Recorded> corrections = new HashMap<>();
        for (Recorded each : recorded) {
            if (each.event() instanceof FactRetracted e) {
                retracted.add(e.target());
            } else if (each.event() instanceof FactCorrected e) {
                corrections.put(e.target(), each);
            }
        }
        if (retracted.isEmpty() && corrections.isEmpty()) {
            return List.copyOf(recorded);
        }
        List<Recorded> standing = new ArrayList<>();
        for (Recorded each : recorded) {
            if (!CHANGES.contains(each.event().getClass()) && !retracted.contains(each.id())) {
                Recorded correction = corrections.remove(each.id());
                standing.add(correction == null ? each : corrected(each, correction));
            }
        }
        corrections.values().stream()
                .filter(correction -> !retracted.contains(((FactCorrected) correction.event()).target()))
                .forEach(correction -> standing.add(corrected(null, correction)));
        standing.sort(Comparator.comparingLong(Recorded::position));
        return standing;
    }

    /** A fact as it reads after its correction; it keeps its place, and its source where the correction names none. */
    public static Recorded corrected(@Nullable Recorded original, Recorded correction) {
        FactCorrected change = (FactCorrected) correction.event();
        Recorded first = original == null ? correction : original;
        return new Recorded(
                change.position(),
                change.target(),
                first.recordedAt(),
                change.validAt(),
                first.mode(),
                correction.provenance() == null ? first.provenance() : correction.provenance(),
                first.actor(),
                first.command(),
                first.correlation(),
                change.corrected());
    }
}
