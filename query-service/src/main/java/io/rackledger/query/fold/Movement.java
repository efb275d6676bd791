package io.rackledger.query.fold;

import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one event did to one lot.
 *
 * @param measures   how much; a measure that is absent is unknown
 * @param at         when; null if no one says
 * @param recordedAt when the ledger took the event
 * @param position   of the event in its ledger
 * @param event      its id
 */
public record Movement(
        Kind kind,
        LotId lot,
        PartyId vendor,
        Measures measures,
        @Nullable ValidTime at,
        Instant recordedAt,
        long position,
        String event) {
    /** What happened to the lot. */
    public enum Kind {
        ORDERED,
        /** Amended to more. An amendment raises and lowers a lot, each by nothing in the measures that it doesn't. */
        RAISED,
        /** Amended to less. */
        LOWERED,
        SHIFTED_IN,
        SHIFTED_OUT,
        CANCELLED,
        DELIVERED
    }

    private record Told(Instant earliest, Movement movement) {
        private static final Comparator<Told> ORDER = Comparator.comparing(Told::earliest)
                .thenComparingLong(told -> told.movement().position());
    }

    /** The ids of the events, each once, in the order of their valid time; what has none comes first. */
    public static List<String> events(Stream<Movement> movements) {
        // Many movements share few times, and reading one costs more than all the rest.
        Map<ValidTime, Instant> earliest = new HashMap<>();
        return movements
                .map(each -> new Told(
                        each.at() == null ? Instant.MIN : earliest.computeIfAbsent(each.at(), ValidTime::earliest),
                        each))
                .sorted(Told.ORDER)
                .map(told -> told.movement().event())
                .distinct()
                .toList();
    }

    /** Whether it had happened by then. What nobody dates had happened when it was recorded. */
    public Truth by(Instant instant) {
        Truth happened = Happened.by(instant, at);
        return at == null && !recordedAt.isAfter(instant) ? Truth.YES : happened;
    }
}
