package io.rackledger.command.fork;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as it was at some position, on which commands are decided as they would be in earnest: each sees what the
 * accepted ones before it led to. Reads acknowledged events only, and writes nothing. The events of a fork have
 * positions and ids that hold within it alone. Confined to one thread.
 */
public final class Fork {
    private final Ledger ledger;
    private final Anchor head;
    private final long at;
    private final EventCodec codec = new EventCodec();
    private final Map<Tag, List<Recorded>> own = new HashMap<>();
    private final Map<String, First> decided = new HashMap<>();
    private long size;

    /** The first outcome of a command id. */
    private record First(String bodyHash, List<Recorded> events) {}

    private Fork(Ledger ledger, Anchor head, long at) {
        this.ledger = ledger;
        this.head = head;
        this.at = at;
        this.size = at;
    }

    /** A fork at all that is acknowledged now. */
    public static Fork of(Ledger ledger) {
        Anchor head = ledger.head();
        return new Fork(ledger, head, head.size());
    }

    /**
     * A fork at an earlier time.
     *
     * @param at how many events count
     * @throws IllegalArgumentException if there are fewer, or it is negative
     */
    public static Fork of(Ledger ledger, long at) {
        Anchor head = ledger.head();
        if (at < 0 || at > head.size()) {
            throw new IllegalArgumentException("from 0 to " + head.size() + ", the number of events on record");
        }
        return new Fork(ledger, head, at);
    }

    /** How many events of the ledger count. */
    public long at() {
        return at;
    }

    /**
     * Decides a command, and adds to the fork what it leads to, a refusal included.
     *
     * @param bodyHash the SHA-256 of its body
     */
    public <C extends Command> Forked decide(Decider<C, ?> decider, Intake<C> intake, String bodyHash) {
        First first = first(intake.id());
        if (first != null) {
            return first.bodyHash().equals(bodyHash) ? outcome(first.events(), true) : new Forked.IdReused();
        }
        return switch (deliberate(decider, intake)) {
            case Decision.Refused refused -> refused(intake, bodyHash, refused);
            case Decision.Accepted accepted -> add(intake, bodyHash, accepted.events());
        };
    }

    private Forked refused(Intake<?> intake, String bodyHash, Decision.Refused refused) {
        String field = refused.malformedField();
        if (field != null) {
            return new Forked.Malformed(field, refused.because());
        }
        List<Tag> about = List.copyOf(intake.body().about());
        return add(
                intake, bodyHash, List.of(new CommandRefused(intake.name(), refused.rule(), refused.because(), about)));
    }

    private <C extends Command, S> Decision deliberate(Decider<C, S> decider, Intake<C> intake) {
        Deliberation<C, S> deliberation = new Deliberation<>(decider, intake);
        for (List<Criterion> next = deliberation.next(); !next.isEmpty(); next = deliberation.next()) {
            List<Recorded> events = new ArrayList<>();
            source(next.stream().map(Fork::criterion).toList()).forEach(stored -> events.add(recorded(stored)));
            next.forEach(criterion -> own(criterion).forEach(events::add));
            deliberation.take(events);
        }
        return deliberation.decide();
    }

    private @Nullable First first(String commandId) {
        First mine = decided.get(commandId);
        if (mine != null) {
            return mine;
        }
        Tag command = Tag.command(commandId);
        List<StoredEvent> before = source(List.of(io.rackledger.format.Criterion.of(List.of(), Set.of(tag(command)))));
        return before.isEmpty()
                ? null
                : new First(
                        before.getFirst().entry().metadata().getOrDefault(Envelope.BODY, ""),
                        before.stream().map(this::recorded).toList());
    }

    private static Forked outcome(List<Recorded> events, boolean repeated) {
        Recorded first = events.getFirst();
        return first.event() instanceof CommandRefused refusal
                ? new Forked.Refused(first, refusal, repeated)
                : new Forked.Accepted(events, repeated);
    }

    private Forked add(Intake<?> intake, String bodyHash, List<? extends Event> events) {
        List<Recorded> added = new ArrayList<>();
        for (Event event : events) {
            Recorded recorded = new Recorded(
                    size,
                    "fork-" + size,
                    intake.at(),
                    intake.validAt(),
                    intake.mode(),
                    intake.provenance(),
                    intake.actor(),
                    intake.id(),
                    intake.correlation(),
                    event);
            Tags.of(recorded)
                    .forEach(tag ->
                            own.computeIfAbsent(tag, any -> new ArrayList<>()).add(recorded));
            added.add(recorded);
            size++;
        }
        decided.put(intake.id(), new First(bodyHash, added));
        return outcome(added, false);
    }

    /** Looked for by the tag that fewest of them carry. */
    private Stream<Recorded> own(Criterion criterion) {
        return criterion.tags().stream()
                .map(tag -> own.getOrDefault(tag, List.of()))
                .min(Comparator.comparingInt(List::size))
                .stream()
                .flatMap(List::stream)
                .filter(criterion::matches);
    }

    private List<StoredEvent> source(Collection<io.rackledger.format.Criterion> criteria) {
        List<StoredEvent> found = ledger.source(criteria, 0, head);
        if (found == null) {
            throw new IllegalStateException("the acknowledged head " + head + " is not on the chain");
        }
        return found.stream().filter(stored -> stored.position() < at).toList();
    }

    private static io.rackledger.format.Criterion criterion(Criterion criterion) {
        return io.rackledger.format.Criterion.of(
                criterion.types().stream()
                        .map(type -> EventType.of(type).wireName())
                        .toList(),
                criterion.tags().stream().map(Fork::tag).toList());
    }

    private static io.rackledger.format.Tag tag(Tag tag) {
        return new io.rackledger.format.Tag(tag.key(), tag.value());
    }

    private Recorded recorded(StoredEvent stored) {
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
}
