package io.rackledger.query.order;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.Confidence;
import io.rackledger.events.Facts;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.EventType;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Changes;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.LotState;
import io.rackledger.query.fold.OrderState;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Quantities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One order from placing to the last rack: as the ledger came to know it, and what was refused on the way. */
public final class OrderHistory {
    private OrderHistory() {}

    /**
     * One event of the story.
     *
     * @param type        name and version, such as {@code delivery-recorded.v1}
     * @param validAt     when it happened, as precisely as it is known; null if no one says
     * @param source      the document that says so; null where we decided without one
     * @param what        for people
     * @param openAfter   what is open of the order by all that was recorded up to here
     * @param openAt      the same by vendor
     * @param refusedRule the rule that refused the command; null for what happened
     * @param anomalies   the rules that the same command broke, or may have broken
     * @param correctedBy the events that corrected it since, in their order
     * @param retractedBy the event that took it back since; null if it stands
     */
    public record Entry(
            long position,
            String id,
            String type,
            Instant recordedAt,
            @Nullable String validAt,
            @Nullable String source,
            Confidence confidence,
            Mode mode,
            String what,
            Quantities openAfter,
            Map<String, Quantities> openAt,
            @Nullable String refusedRule,
            List<String> anomalies,
            List<String> correctedBy,
            @Nullable String retractedBy) {}

    /**
     * The story of an order.
     *
     * @param recorded all events that are tagged with it, in the order of their positions
     */
    public static List<Entry> of(OrderId order, List<Recorded> recorded) {
        Map<String, List<String>> anomalies = anomalies(recorded);
        Changes changes = Changes.in(recorded);
        List<Entry> story = new ArrayList<>();
        Telling telling = new Telling(order);
        for (Recorded next : recorded) {
            telling.hear(next);
            story.add(entry(next, telling.state, anomalies, changes));
        }
        return story;
    }

    /** The order as far as the story has come. */
    private static final class Telling {
        private final Tag key;
        private final List<Recorded> known = new ArrayList<>();
        private EventOrder last = EventOrder.FIRST;
        private OrderState state;

        Telling(OrderId order) {
            this.key = Tag.of(order);
            this.state = Orders.FOLD.initial(key);
        }

        void hear(Recorded next) {
            known.add(next);
            if (Facts.CHANGES.contains(next.event().getClass())) {
                foldAnew();
            } else if (Orders.FOLD.keysOf(next).contains(key)) {
                if (last.compareTo(EventOrder.of(next)) < 0) {
                    fold(next);
                } else {
                    foldAnew();
                }
            }
        }

        private void fold(Recorded next) {
            state = Orders.FOLD.fold(state, next);
            last = EventOrder.of(next);
        }

        /** What is heard of later than it happened is told in the order in which it happened, and as it reads by now. */
        private void foldAnew() {
            state = Orders.FOLD.initial(key);
            last = EventOrder.FIRST;
            Facts.standing(known).stream()
                    .filter(fact -> Orders.FOLD.keysOf(fact).contains(key))
                    .sorted(EventOrder.OF_EVENTS)
                    .forEach(this::fold);
        }
    }

    private static Map<String, List<String>> anomalies(List<Recorded> recorded) {
        return recorded.stream()
                .filter(each -> each.event() instanceof AnomalyFlagged)
                .collect(Collectors.groupingBy(
                        Recorded::command,
                        Collectors.mapping(
                                each -> ((AnomalyFlagged) each.event()).rule(), Collectors.toUnmodifiableList())));
    }

    private static Entry entry(
            Recorded recorded, OrderState state, Map<String, List<String>> anomalies, Changes changes) {
        return new Entry(
                recorded.position(),
                recorded.id(),
                EventType.of(recorded.event()).qualifiedName(),
                recorded.recordedAt(),
                recorded.validAt() == null ? null : recorded.validAt().text(),
                recorded.provenance() == null
                        ? null
                        : recorded.provenance().source().value(),
                recorded.confidence(),
                recorded.mode(),
                Words.of(recorded.event()),
                Quantities.of(measure -> state.total(Basis.OPEN, measure), state.currency()),
                openAt(state),
                recorded.event() instanceof CommandRefused refused ? refused.rule() : null,
                anomalies.getOrDefault(recorded.command(), List.of()),
                changes.correctionsOf(recorded.id()),
                changes.retractionOf(recorded.id()));
    }

    private static Map<String, Quantities> openAt(OrderState state) {
        Map<String, Quantities> open = new TreeMap<>();
        state.lots().stream()
                .map(LotState::vendor)
                .map(PartyId::value)
                .distinct()
                .forEach(vendor -> open.put(
                        vendor,
                        Quantities.of(
                                measure -> state.lots().stream()
                                        .filter(lot -> lot.vendor().value().equals(vendor))
                                        .map(lot -> lot.bounds(Basis.OPEN, measure))
                                        .reduce(Bounds.NOTHING, Bounds::plus),
                                state.currency())));
        return open;
    }
}
