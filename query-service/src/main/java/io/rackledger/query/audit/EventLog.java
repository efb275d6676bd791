package io.rackledger.query.audit;

import io.rackledger.events.Facts;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Criterion;
import io.rackledger.format.Tag;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Changes;
import io.rackledger.query.follow.LedgerEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Search in the log as recorded. Thread-safe. */
final class EventLog {
    private static final int AT_ONCE = 1_000;

    private static final List<String> CHANGES =
            Facts.CHANGES.stream().map(EventType::of).map(EventType::wireName).toList();

    private final Ledger ledger;
    private final LedgerEvents events;
    private final Revealed revealed;

    EventLog(Ledger ledger, Revealed revealed) {
        this.revealed = revealed;
        this.ledger = ledger;
        this.events = new LedgerEvents(ledger);
    }

    /**
     * What was found.
     *
     * @param size how many events of the ledger were looked through; the next page is to look through as many
     * @param next where the search goes on; null if it is over
     */
    record Page(
            List<StoredEvent> events, long size, @Nullable Long next) {}

    /** The first so many that are asked for. */
    Page search(EventQuestion question, int limit) {
        long size = Math.min(question.to() + 1, ledger.head().size());
        List<StoredEvent> found = new ArrayList<>();
        for (Iterator<StoredEvent> all = matching(question, size).iterator(); all.hasNext(); ) {
            StoredEvent event = all.next();
            if (found.size() == limit) {
                return new Page(found, size, event.position());
            }
            found.add(event);
        }
        return new Page(found, size, null);
    }

    /** All that are asked for, among the first so many; read bit by bit where the index can't tell where they are. */
    Stream<StoredEvent> matching(EventQuestion question, long most) {
        long size = Math.min(most, ledger.head().size());
        EventQuestion.Span recorded = question.recorded();
        long first = recorded.first() == null
                ? question.from()
                : Math.max(question.from(), events.known(recorded.first().minusNanos(1)));
        long end = recorded.last() == null ? size : Math.min(size, events.known(recorded.last()));
        Stream<StoredEvent> candidates = question.isIndexed()
                ? about(List.of(Criterion.of(question.types(), question.tags())), first).stream()
                        .takeWhile(event -> event.position() < end)
                : LongStream.iterate(first, from -> from < end, from -> from + AT_ONCE)
                        .boxed()
                        .flatMap(from -> ledger.read(from, (int) Math.min(AT_ONCE, end - from)).stream());
        return candidates.filter(event -> question.asksFor(event, revealed));
    }

    /** The event at a position; null if there is none. */
    @Nullable
    StoredEvent at(long position) {
        return position < 0 || position >= ledger.head().size()
                ? null
                : ledger.read(position, 1).getFirst();
    }

    /** All that carry the tag. */
    List<StoredEvent> about(Tag tag) {
        return about(List.of(Criterion.of(Set.of(), Set.of(tag))), 0);
    }

    /** All that match any of these, from a position on. */
    List<StoredEvent> about(Collection<Criterion> criteria, long from) {
        List<StoredEvent> found = criteria.isEmpty() ? List.of() : ledger.source(criteria, from, ledger.head());
        return found == null ? List.of() : found;
    }

    /** What corrected or retracted any of these since. */
    Changes changesOf(List<StoredEvent> found) {
        List<Criterion> criteria = found.stream()
                .map(event -> Criterion.of(
                        CHANGES, Set.of(new Tag("event", event.entry().id()))))
                .toList();
        return Changes.in(about(criteria, 0).stream().map(events::read).toList());
    }
}
