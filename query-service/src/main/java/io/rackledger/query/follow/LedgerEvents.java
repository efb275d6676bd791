package io.rackledger.query.follow;

import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.EventOrder;
import java.util.Collection;
import java.util.Comparator;
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

    /** The acknowledged events of these types that carry the tag, up to {@code size}, in the order of an entity's. */
    List<Recorded> of(Tag tag, Set<Class<? extends Event>> types, long size) {
        Criterion criterion = Criterion.of(names(types), Set.of(new io.rackledger.format.Tag(tag.key(), tag.value())));
        return source(List.of(criterion), size);
    }

    /** The acknowledged events of these types up to {@code size}, in the order of an entity's. */
    List<Recorded> of(Set<Class<? extends Event>> types, long size) {
        return source(List.of(Criterion.of(names(types), Set.of())), size);
    }

    /** All acknowledged events that carry the tag, in the order of their positions. */
    public List<Recorded> about(Tag tag) {
        Criterion criterion = Criterion.of(Set.of(), Set.of(new io.rackledger.format.Tag(tag.key(), tag.value())));
        return source(List.of(criterion), Long.MAX_VALUE).stream()
                .sorted(Comparator.comparing(Recorded::position))
                .toList();
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
                .sorted(EventOrder.OF_EVENTS)
                .toList();
    }

    private static List<String> names(Collection<Class<? extends Event>> types) {
        return types.stream().map(type -> EventType.of(type).wireName()).toList();
    }
}
