package io.rackledger.query.epcis;

import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Facts;
import io.rackledger.events.OrderId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Header.Genesis;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.follow.LedgerEvents;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ledger's orders and deliveries as documents of EPCIS 2.0 in JSON-LD, each fact where it was recorded. A correction or
 * retraction tells once more what it takes back, with an error declaration, and then what holds instead: so what was told
 * of a position never changes. Thread-safe.
 */
public final class EpcisLog {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
    private static final int STEP = 1_000;
    private static final int MOST_LOOKED_AT = 100_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> TYPES = Stream.concat(EpcisEvents.TYPES.stream(), Facts.CHANGES.stream())
            .map(type -> EventType.of(type).wireName())
            .collect(Collectors.toUnmodifiableSet());

    private final Ledger ledger;
    private final LedgerEvents events;
    private final EpcisNames names;
    private final Clock clock;

    /**
     * Of a ledger.
     *
     * @param base beneath which things get their URIs; absolute, ends with a slash
     */
    public EpcisLog(Ledger ledger, URI base, Clock clock) {
        this.ledger = ledger;
        this.events = new LedgerEvents(ledger);
        this.names = new EpcisNames(base, ledger.name());
        this.clock = clock;
    }

    /**
     * A document.
     *
     * @param next the position to go on from; null if that is all
     */
    public record Page(ObjectNode document, @Nullable Long next) {}

    /** What was read of the ledger, and where to go on; null if that is all. */
    private record Found(List<StoredEvent> events, @Nullable Long next) {}

    /**
     * Answers.
     *
     * @param query with {@code from}, {@code to}, {@code order} and {@code limit}, all of which may be missing
     * @throws BadQuestionException naming the parameter that is unknown or makes no sense
     */
    public Page read(Map<String, String> query) {
        EpcisQuestion question = EpcisQuestion.read(query);
        ObjectNode document = JSON.objectNode();
        ArrayNode context = document.putArray("@context").add(CONTEXT);
        context.addObject().put("rackledger", EpcisNames.NAMESPACE);
        document.put("type", "EPCISDocument").put("schemaVersion", "2.0");
        document.put(
                "creationDate", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        ArrayNode list = document.putObject("epcisBody").putArray("eventList");
        List<Commit> first = ledger.commits(0, 1);
        if (first.isEmpty() || question.from() >= ledger.head().size()) {
            return new Page(document, null);
        }
        Genesis genesis =
                Objects.requireNonNull(first.getFirst().header().genesis(), "a ledger begins with its genesis");
        EpcisEvents mapping = new EpcisEvents(names, genesis, this::unlocode);
        Found found = question.order() == null ? walk(question) : search(question, question.order());
        found.events().forEach(each -> tell(events.read(each), mapping, list));
        return new Page(document, found.next());
    }

    /** Everything from there on, a step at a time, but not for ever. */
    private Found walk(EpcisQuestion question) {
        List<StoredEvent> found = new ArrayList<>();
        long next = question.from();
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += STEP) {
            List<StoredEvent> step = ledger.read(next, STEP);
            for (StoredEvent each : step) {
                if (each.position() > question.to()) {
                    return new Found(found, null);
                }
                if (TYPES.contains(each.entry().type())) {
                    if (found.size() == question.limit()) {
                        return new Found(found, each.position());
                    }
                    found.add(each);
                }
            }
            if (step.size() < STEP) {
                return new Found(found, null);
            }
            next += STEP;
        }
        return new Found(found, next);
    }

    private Found search(EpcisQuestion question, OrderId order) {
        Criterion criterion = Criterion.of(TYPES, Set.of(new io.rackledger.format.Tag("order", order.value())));
        List<StoredEvent> all = ledger.source(List.of(criterion), question.from(), ledger.head());
        List<StoredEvent> found = Objects.requireNonNull(all, "the head is on the chain").stream()
                .filter(each -> each.position() <= question.to())
                .toList();
        return found.size() <= question.limit()
                ? new Found(found, null)
                : new Found(
                        found.subList(0, question.limit()),
                        found.get(question.limit()).position());
    }

    private void tell(Recorded recorded, EpcisEvents mapping, ArrayNode list) {
        switch (recorded.event()) {
            case FactCorrected e -> {
                Recorded original = original(e.position());
                List<ObjectNode> now =
                        mapping.of(Facts.corrected(original, recorded), recorded.id(), recorded.recordedAt());
                takeBack(recorded, original, "incorrect_data", e.reason(), now, mapping, list);
                now.forEach(list::add);
            }
            case FactRetracted e ->
                takeBack(recorded, original(e.position()), "did_not_occur", e.reason(), List.of(), mapping, list);
            default ->
                mapping.of(recorded, recorded.id(), recorded.recordedAt()).forEach(list::add);
        }
    }

    private Recorded original(long position) {
        return events.read(ledger.read(position, 1).getFirst());
    }

    /** Tells again what a fact said before a change, as an error. */
    private void takeBack(
            Recorded change,
            Recorded original,
            String reason,
            String because,
            List<ObjectNode> instead,
            EpcisEvents mapping,
            ArrayNode list) {
        Recorded before = null;
        for (Recorded each : events.about(Tag.event(original.id()))) {
            if (each.position() < change.position() && each.event() instanceof FactCorrected) {
                before = each;
            }
        }
        String by = before == null ? original.id() : before.id();
        Recorded fact = before == null ? original : Facts.corrected(original, before);
        for (ObjectNode event : mapping.of(fact, by, change.recordedAt())) {
            ObjectNode declaration = event.putObject("errorDeclaration")
                    .put("declarationTime", change.recordedAt().toString())
                    .put("reason", reason);
            if (!instead.isEmpty()) {
                ArrayNode ids = declaration.putArray("correctiveEventIDs");
                instead.forEach(each -> ids.add(each.get("eventID").asString()));
            }
            declaration.put("rackledger:because", because).put("rackledger:event", change.id());
            list.add(event);
        }
    }

    /** Where a facility stands, as it was registered. */
    private @Nullable String unlocode(String facility) {
        return events.about(Tag.of(new FacilityId(facility))).stream()
                .map(Recorded::event)
                .filter(FacilityRegistered.class::isInstance)
                .map(event -> ((FacilityRegistered) event).place().unlocode())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
