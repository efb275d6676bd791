package io.rackledger.query.follow;

import io.rackledger.events.Confidence;
import io.rackledger.events.Event;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
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
    private static final EventCodec CODEC = new EventCodec();

    private final Ledger ledger;

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
                CODEC,
                stored.position(),
                entry.id(),
                stored.recordedAt(),
                entry.type(),
                entry.version(),
                entry.metadata(),
                entry.payload());
    }

    /** An event as a ledger holds it, in a commit of that hash: what {@link #read} reads. */
    public static StoredEvent written(Recorded recorded, Hash commit) {
        EventType type = EventType.of(recorded.event());
        Entry entry = Entry.of(
                recorded.id(),
                type.wireName(),
                String.valueOf(type.version()),
                Tags.of(recorded).stream()
                        .map(tag -> new io.rackledger.format.Tag(tag.key(), tag.value()))
                        .toList(),
                Envelope.metadata(
                        recorded.command(),
                        "",
                        recorded.mode(),
                        recorded.provenance(),
                        recorded.validAt(),
                        recorded.actor(),
                        recorded.correlation()),
                CODEC.encode(recorded.event()));
        return new StoredEvent(recorded.position(), recorded.recordedAt(), commit, entry);
    }

    /** What a fold is told of an entity, by all that was acknowledged up to {@code size}, in the entity's order. */
    List<Recorded> standing(Fold<?> fold, Tag key, long size) {
        return counting(fold, key, new Cut(Instant.MAX, Instant.MAX, size, Confidence.SPECULATED));
    }

    /** What a fold is told of an entity, of all that counts, in its order. */
    List<Recorded> counting(Fold<?> fold, Tag key, Cut cut) {
        List<Recorded> known = source(List.of(criterion(key, fold.types())), cut.size()).stream()
                .filter(cut::knew)
                .toList();
        return told(withOriginals(known), fold.types())
                .filter(cut::holds)
                .filter(fact -> fold.keysOf(fact).contains(key))
                .sorted(EventOrder.OF_EVENTS)
                .toList();
    }

    /** The same, and how it would go on from a position with events that nobody recorded. */
    LedgerEvents supposing(long at, List<Recorded> supposed) {
        return new LedgerEvents(new SupposedLedger(ledger, at, supposed));
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

    /**
     * The acknowledged events of these types, and what changed any, from position {@code from} on and before {@code to},
     * in the order of positions. They are decoded on all cores.
     */
    List<Recorded> between(Set<Class<? extends Event>> types, long from, long to) {
        Set<String> names = Set.copyOf(names(withChanges(types)));
        return ledger.read(from, Math.toIntExact(to - from)).parallelStream()
                .filter(stored -> names.contains(stored.entry().type()))
                .map(this::read)
                .toList();
    }

    /** How many events were acknowledged and had been recorded by then. */
    public long known(Instant time) {
        long size = ledger.head().size();
        if (size == 0 || !ledger.read(size - 1, 1).getFirst().recordedAt().isAfter(time)) {
            return size;
        }
        long known = 0;
        long later = size - 1;
        while (known < later) {
            long middle = (known + later) >>> 1;
            if (ledger.read(middle, 1).getFirst().recordedAt().isAfter(time)) {
                later = middle;
            } else {
                known = middle + 1;
            }
        }
        return known;
    }

    /** The facts of these types that count at the later cut and not at the earlier one, which knows the same. */
    List<Recorded> happened(Set<Class<? extends Event>> types, Cut from, Cut to) {
        List<Recorded> changes = source(List.of(Criterion.of(names(Facts.CHANGES), Set.of())), to.size()).stream()
                .filter(to::knew)
                .toList();
        Set<String> corrected = changes.stream()
                .map(Recorded::event)
                .filter(FactCorrected.class::isInstance)
                .map(change -> ((FactCorrected) change).target())
                .collect(Collectors.toSet());
        List<Criterion> facts = List.of(Criterion.of(names(types), Set.of()));
        Stream<Recorded> maybe = stored(facts, to.size())
                .filter(stored -> corrected.contains(stored.entry().id()) || happened(stored, from, to))
                .map(this::read)
                .filter(fact -> !Facts.CHANGES.contains(fact.event().getClass()));
        return told(Stream.concat(maybe, changes.stream()).toList(), types)
                .filter(fact -> to.knew(fact) && to.holds(fact) && !from.holds(fact))
                .toList();
    }

    /** By what was recorded of it at first; reading that doesn't decode the event. */
    private static boolean happened(StoredEvent stored, Cut from, Cut to) {
        ValidTime at = Envelope.validAt(stored.entry().metadata());
        return at != null
                && at.earliest().isAfter(from.validAsOf())
                && !at.earliest().isAfter(to.validAsOf());
    }

    private static Set<Class<? extends Event>> withChanges(Set<Class<? extends Event>> types) {
        Set<Class<? extends Event>> more = new HashSet<>(types);
        more.addAll(Facts.CHANGES);
        return more;
    }

    /** All that a fact ever said which a correction or retraction changes: as it was recorded, and as corrected. */
    public List<Recorded> versions(Recorded change) {
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

    /** An acknowledged event as it was recorded. */
    Recorded at(long position) {
        return read(ledger.read(position, 1).getFirst());
    }

    /** All acknowledged events that carry the tag, in the order of their positions. */
    public List<Recorded> about(Tag tag) {
        Criterion criterion = Criterion.of(Set.of(), Set.of(new io.rackledger.format.Tag(tag.key(), tag.value())));
        return source(List.of(criterion), Long.MAX_VALUE);
    }

    private List<Recorded> source(List<Criterion> criteria, long size) {
        return stored(criteria, size).map(this::read).toList();
    }

    private Stream<StoredEvent> stored(List<Criterion> criteria, long size) {
        Anchor head = ledger.head();
        List<StoredEvent> found = ledger.source(criteria, 0, head);
        if (found == null) {
            throw new IllegalStateException("the acknowledged head " + head + " is not on the chain");
        }
        return found.stream().filter(stored -> stored.position() < size);
    }

    private static Criterion criterion(Tag tag, Set<Class<? extends Event>> types) {
        return Criterion.of(names(withChanges(types)), Set.of(new io.rackledger.format.Tag(tag.key(), tag.value())));
    }

    private static List<String> names(Collection<Class<? extends Event>> types) {
        return types.stream().map(type -> EventType.of(type).wireName()).toList();
    }
}
