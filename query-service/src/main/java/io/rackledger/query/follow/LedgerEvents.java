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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return told(withOriginals(source(List.of(criterion), size)), types)
                .filter(fact -> Tags.of(fact).contains(tag))
                .sorted(EventOrder.OF_EVENTS)
                .toList();
    }

    /** What a fold of these types is told of all this: the facts that stand, and the changes that it asks for. */
    static Stream<Recorded> told(Collection<Recorded> recorded, Set<Class<? extends Event>> types) {
        return Stream.concat(
                        Facts.standing(recorded).stream(),
                        recorded.stream()
                                .filter(each ->
                                        Facts.CHANGES.contains(each.event().getClass())))
                .filter(each -> types.contains(each.event().getClass()));
    }

    /**
     * Together with what was corrected. What a fact says now may carry a tag that it didn't carry at first, and all but
     * what it says is still the original's.
     */
    private List<Recorded> withOriginals(List<Recorded> found) {
        Set<String> known = found.stream().map(Recorded::id).collect(Collectors.toSet());
        List<Recorded> all = new ArrayList<>();
        for (Recorded each : found) {
            if (each.event() instanceof FactCorrected e && known.add(e.target())) {
                all.add(at(e.position()));
            }
        }
        all.addAll(found);
        return all;
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
    List<Recorded> versions(Recorded change) {
        long position = switch (change.event()) {
            case FactCorrected e -> e.position();
            case FactRetracted e -> e.position();
            default -> throw new IllegalArgumentException("changes no other: " + change);
        };
        Recorded original = at(position);
        List<Recorded> versions = new ArrayList<>(List.of(original));
        for (Recorded each : about(Tag.event(original.id()))) {
            if (each.event() instanceof FactCorrected) {
                versions.add(Facts.corrected(original, each));
            }
        }
        return versions;
    }

    /** When the acknowledged event at a position was recorded. */
    public Instant recordedAt(long position) {
        return ledger.read(position, 1).getFirst().recordedAt();
    }

    private Recorded at(long position) {
        return read(ledger.read(position, 1).getFirst());
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
