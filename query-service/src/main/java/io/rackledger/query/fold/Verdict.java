package io.rackledger.query.fold;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the facts that disagree stand: by an explicit resolution, else the one of higher confidence, else the one
 * that was recorded later.
 *
 * @param events the ids of those that stand; null where that can't be told, since not all of them are claims that count
 * @param by     null where it can't be told
 */
public record Verdict(
        @Nullable List<String> events, @Nullable Ground by) {
    /** What it goes by. */
    public enum Ground {
        RESOLUTION,
        CONFIDENCE,
        RECORDED_LATER
    }

    private static final Comparator<Claim> BETTER =
            Comparator.comparing(Claim::confidence).thenComparingLong(Claim::position);

    /**
     * Judges.
     *
     * @param claims those among the facts
     */
    public static Verdict on(Dispute dispute, List<Claim> claims) {
        Dispute.Resolved resolution = dispute.resolution();
        if (resolution != null) {
            String preferred = resolution.preferred();
            return new Verdict(preferred == null ? dispute.events() : List.of(preferred), Ground.RESOLUTION);
        }
        if (claims.isEmpty() || claims.size() < dispute.events().size()) {
            return new Verdict(null, null);
        }
        List<Claim> ranked = claims.stream().sorted(BETTER.reversed()).toList();
        Claim best = ranked.getFirst();
        boolean tied = ranked.size() > 1 && ranked.get(1).confidence() == best.confidence();
        return new Verdict(List.of(best.event()), tied ? Ground.RECORDED_LATER : Ground.CONFIDENCE);
    }

    /** Whether that fact stands; null where it can't be told. */
    public @Nullable Boolean stands(String event) {
        return events == null ? null : (Boolean) events.contains(event);
    }
}
