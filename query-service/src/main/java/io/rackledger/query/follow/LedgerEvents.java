package io.rackledger.query.follow;

import io.rackledger.events.Event;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.EventOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ledger's entries as events. Thread-safe. */
public final class LedgerEvents {
    private final Ledger ledger;
    private final EventCodec codec = new EventCodec();

    public LedgerEvents(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Reads an entry.
     *
     * @throws io.rackledger.events.wire.UnknownEventException if it is none of ours
     */
    public Recorded read(StoredEvent stored) {
        Entry entry = stored.entry();
        return Envelope.read(
                codec,
                stored.position(),
                entry.id(),
                stored.recordedAt(),
                entry.type(),
                entry.version(),
                entry.metadata(),
                entry.payload());
    }

    /**
     * The facts of these types that carry the tag and stand, by all that was acknowledged up to {@code size}, in the
     * order of an entity's.
     */
    List<Recorded> standing(Tag tag, Set<Class<? extends Event>> types, long size) {
        Criterion criterion =
                Criterion.of(names(withChanges(types)), Set.of(new io.rackledger.format.Tag(tag.key(), tag.value())));
        return Facts.standing(source(List.of(criterion), size)).stream()
                .filter(fact -> types.contains(fact.event().getClass()))
                .filter(fact -> Tags.of(fact).contains(tag))
                .sorted(EventOrder.OF_EVENTS)
                .toList();
    }

    /** The acknowledged events of these types, and what changed any, up to {@code size}, in the order of positions. */
    List<Recorded> withChanges(Set<Class<? extends Event>> types, long size) {
        return source(List.of(Criterion.of(names(withChanges(types)), Set.of())), size);
    }

    private static Set<Class<? extends Event>> withChanges(Set<Class<? extends Event>> types) {
        Set<Class<? extends Event>> more = new HashSet<>(types);
        more.addAll(Facts.CHANGES);
        return more;
    }

    /** All that a fact ever said which a correction or retraction changes: as it was recorded, and as corrected. */
    List<Event> versions(Event change) {
        long position = switch (change) {
            case FactCorrected e -> e.position();
            case FactRetracted e -> e.position();
            default -> throw new IllegalArgumentException("changes no other: " + change);
        };
        Recorded original = read(ledger.read(position, 1).getFirst());
        List<Event> versions = new ArrayList<>(List.of(original.event()));
        for (Recorded each : about(Tag.event(original.id()))) {
            if (each.event() instanceof FactCorrected e) {
                versions.add(e.corrected());
            }
        }
        return versions;
    }

    /** All acknowledged events that carry the tag, in the order of their positions. */
    public List<Recorded> about(Tag tag) {
        Criterion criterion = Criterion.of(Set.of(), Set.of(new io.rackledger.format.Tag(tag.key(), tag.value())));
        return source(List.of(criterion), Long.MAX_VALUE);
    }

    private List<Recorded> source(List<Criterion> criteria, long size) {
        Anchor head = ledger.head();
        List<StoredEvent> found = ledger.source(criteria, 0, head);
        if (found == null) {
            throw new IllegalStateException("the acknowledged head " + head + " is not on the chain");
        }
        return found.stream()
                .filter(stored -> stored.position() < size)
                .map(this::read)
                .toList();
    }

    private static List<String> names(Collection<Class<? extends Event>> types) {
        return types.stream().map(type -> EventType.of(type).wireName()).toList();
    }
}
