package io.rackledger.query.epcis;

import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.ValidTime;
import io.rackledger.format.Header.Genesis;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One fact as events of EPCIS 2.0. What was ordered is a transaction event for each lot, what was delivered an object
 * event; all else has no place there. Pure but for the places of facilities, which it is given.
 */
final class EpcisEvents {
    /** The facts that have a place in EPCIS. */
    static final Set<Class<? extends Event>> TYPES = Set.of(
            ServerOrderPlaced.class,
            ServerOrderAmended.class,
            OrderShiftedToVendor.class,
            OrderCancelled.class,
            DeliveryRecorded.class);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String OWNS = "owning_party";
    private static final String HAS = "possessing_party";

    /** What was ordered stands beneath its order from now on, stood there before, or stands there no longer. */
    private enum Action {
        ADD,
        OBSERVE,
        DELETE
    }

    /** What all events of one order have. */
    private record Deal(
            OrderId order, PartyId buyer, @Nullable ProgrammeId programme) {}

    private final EpcisNames names;
    private final Genesis ledger;
    private final Function<String, @Nullable String> unlocodes;

    /** @param unlocodes where a facility of that id stands, as in UN/LOCODE; null where nobody says */
    EpcisEvents(EpcisNames names, Genesis ledger, Function<String, @Nullable String> unlocodes) {
        this.names = names;
        this.ledger = ledger;
        this.unlocodes = unlocodes;
    }

    /**
     * The events of a fact; none, if it has no place in EPCIS.
     *
     * @param by         the id of the ledger's event that says so: the fact's own, or that of its correction
     * @param recordedAt when the ledger took that
     */
    List<ObjectNode> of(Recorded fact, String by, Instant recordedAt) {
        List<ObjectNode> events = bodies(fact.event());
        for (int i = 0; i < events.size(); i++) {
            frame(events.get(i), fact, EpcisNames.eventId(ledger, by, i), recordedAt);
        }
        return events;
    }

    private List<ObjectNode> bodies(Event event) {
        List<ObjectNode> events = new ArrayList<>();
        switch (event) {
            case ServerOrderPlaced e -> {
                Deal deal = new Deal(e.order(), e.buyer(), e.programme());
                for (Allocation each : e.allocations()) {
                    events.add(ordered(Action.ADD, deal, each.lot(), each.vendor(), each.measures()));
                }
                if (events.isEmpty()) {
                    events.add(
                            ordered(Action.ADD, deal, null, null, e.totals() == null ? Measures.UNKNOWN : e.totals()));
                }
            }
            case ServerOrderAmended e ->
                events.add(ordered(
                        Action.OBSERVE,
                        new Deal(e.order(), e.buyer(), e.programme()),
                        e.lot(),
                        e.vendor(),
                        e.measures()));
            case OrderShiftedToVendor e -> {
                Deal deal = new Deal(e.order(), e.buyer(), e.programme());
                for (OrderShiftedToVendor.Moved each : e.moved()) {
                    events.add(ended(ordered(Action.DELETE, deal, each.lot(), e.from(), each.measures()), e.allOpen()));
                }
                events.add(ordered(Action.ADD, deal, e.lot(), e.to(), e.measures()));
            }
            case OrderCancelled e -> {
                Deal deal = new Deal(e.order(), e.buyer(), e.programme());
                events.add(ended(ordered(Action.DELETE, deal, e.lot(), e.vendor(), e.measures()), e.allOpen()));
            }
            case DeliveryRecorded e -> events.add(delivered(e));
            default -> {}
        }
        return events;
    }

    private ObjectNode ordered(
            Action action, Deal deal, @Nullable LotId lot, @Nullable PartyId vendor, Measures measures) {
        ObjectNode event = JSON.objectNode().put("type", "TransactionEvent");
        event.put("action", action.name());
        concern(event, deal, lot);
        parties(event, OWNS, vendor, deal.buyer());
        quantities(event, measures);
        return event;
    }

    private static ObjectNode ended(ObjectNode event, boolean allOpen) {
        return event.put("rackledger:allOpen", allOpen);
    }

    private ObjectNode delivered(DeliveryRecorded delivery) {
        ObjectNode event = JSON.objectNode().put("type", "ObjectEvent").put("action", Action.OBSERVE.name());
        event.put("bizStep", "receiving").put("disposition", "in_progress");
        concern(event, new Deal(delivery.order(), delivery.buyer(), delivery.programme()), delivery.lot());
        event.put("rackledger:delivery", delivery.delivery().value());
        parties(event, HAS, delivery.vendor(), delivery.buyer());
        quantities(event, delivery.measures());
        if (delivery.facility() != null) {
            String unlocode = unlocodes.apply(delivery.facility().value());
            for (String where : List.of("readPoint", "bizLocation")) {
                ObjectNode place = event.putObject(where).put("id", names.of(delivery.facility()));
                if (unlocode != null) {
                    place.put("rackledger:unlocode", unlocode);
                }
            }
        }
        return event;
    }

    private void concern(ObjectNode event, Deal deal, @Nullable LotId lot) {
        event.putArray("bizTransactionList")
                .addObject()
                .put("type", "po")
                .put("bizTransaction", names.of(deal.order()));
        event.put("rackledger:order", deal.order().value());
        if (lot != null) {
            event.put("rackledger:lot", lot.value());
        }
        if (deal.programme() != null) {
            event.put("rackledger:programme", deal.programme().value());
        }
    }

    private void parties(ObjectNode event, String role, @Nullable PartyId from, PartyId to) {
        if (from != null) {
            event.putArray("sourceList").addObject().put("type", role).put("source", names.of(from));
        }
        event.putArray("destinationList").addObject().put("type", role).put("destination", names.of(to));
    }

    /** The same goods in each class in which they are counted; where none is known, servers of an unknown number. */
    private void quantities(ObjectNode event, Measures measures) {
        ArrayNode list = event.putArray("quantityList");
        counted(list, names.rack(), measures.racks());
        counted(list, names.server(), measures.servers());
        counted(list, names.gpu(), measures.gpus());
        if (list.isEmpty()) {
            list.addObject().put("epcClass", names.server());
        }
        if (measures.powerMw() != null) {
            event.put("rackledger:powerMw", measures.powerMw());
        }
        if (measures.share() != null) {
            event.put("rackledger:share", measures.share());
        }
        Money value = measures.value();
        if (value != null) {
            event.putObject("rackledger:value")
                    .put("rackledger:amount", value.getAmount().toPlainString())
                    .put("rackledger:currency", value.getCurrencyUnit().getCode());
        }
    }

    private static void counted(ArrayNode list, String epcClass, @Nullable Long count) {
        if (count != null) {
            list.addObject().put("epcClass", epcClass).put("quantity", BigDecimal.valueOf(count));
        }
    }

    /** What every event has: which it is, when it happened as well as that is known, and how well it is founded. */
    private static void frame(ObjectNode event, Recorded fact, String id, Instant recordedAt) {
        ValidTime validAt = fact.validAt();
        Instant earliest = validAt == null ? fact.recordedAt() : validAt.earliest();
        event.put("eventID", id);
        event.put("eventTime", earliest.toString()).put("eventTimeZoneOffset", "+00:00");
        event.put("recordTime", recordedAt.toString());
        event.put("rackledger:event", fact.id()).put("rackledger:position", fact.position());
        if (validAt != null) {
            event.put("rackledger:validAt", validAt.text());
            event.put("rackledger:earliest", earliest.toString());
        }
        Instant latest = validAt == null ? fact.recordedAt() : validAt.latest();
        event.put("rackledger:latest", latest.toString());
        event.put("rackledger:mode", fact.mode().name());
        event.put("rackledger:confidence", fact.confidence().name());
        Provenance provenance = fact.provenance();
        if (provenance != null) {
            event.put("rackledger:source", provenance.source().value());
            if (provenance.asserter() != null) {
                event.put("rackledger:asserter", provenance.asserter());
            }
        }
    }
}
