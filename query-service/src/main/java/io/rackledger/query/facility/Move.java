package io.rackledger.query.facility;

import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Happened;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A party's own workload that came to a facility, or left it.
 *
 * @param at    when; null where nobody says
 * @param event the event's id
 */
record Move(
        PartyId party,
        BigDecimal powerMw,
        boolean leaves,
        @Nullable ValidTime at,
        String event) {
    /** What parties run of their own: surely the least, possibly the most. */
    static Bounds running(List<Move> moves, Instant instant) {
        return running(moves, instant, false);
    }

    /** Likewise, where what leaves gives its room back from the earliest instant that it may leave at. */
    static Bounds takingRoom(List<Move> moves, Instant instant) {
        return running(moves, instant, true);
    }

    private static Bounds running(List<Move> moves, Instant instant, boolean freed) {
        Map<PartyId, BigDecimal> least = new TreeMap<>(Comparator.comparing(PartyId::value));
        Map<PartyId, BigDecimal> most = new TreeMap<>(Comparator.comparing(PartyId::value));
        for (Move move : moves) {
            Truth moved = move.moved(instant, freed);
            BigDecimal change = move.leaves ? move.powerMw.negate() : move.powerMw;
            boolean raises = change.signum() > 0;
            add(least, move.party, change, moved == Truth.YES || (moved == Truth.POSSIBLE && !raises));
            add(most, move.party, change, moved == Truth.YES || (moved == Truth.POSSIBLE && raises));
        }
        return new Bounds(sum(least), sum(most));
    }

    private Truth moved(Instant instant, boolean freed) {
        Truth moved = Happened.by(instant, at);
        return freed && leaves && at != null && moved == Truth.POSSIBLE ? Truth.YES : moved;
    }

    private static void add(Map<PartyId, BigDecimal> sums, PartyId party, BigDecimal change, boolean counts) {
        if (counts) {
            sums.merge(party, change, BigDecimal::add);
        }
    }

    /** No party runs less than nothing. */
    private static BigDecimal sum(Map<PartyId, BigDecimal> sums) {
        return sums.values().stream().map(sum -> sum.max(BigDecimal.ZERO)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
