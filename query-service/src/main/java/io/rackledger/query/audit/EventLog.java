package io.rackledger.query.audit;

import io.rackledger.events.Facts;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Tag;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Changes;
import io.rackledger.query.follow.LedgerEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Search in the log as recorded. Thread-safe. */
final class EventLog {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final Set<String> PARAMETERS =
            Set.of("from", "to", "type", "tag", "subject", "source", "text", "id", "limit");

    private static final List<String> CHANGES =
            Facts.CHANGES.stream().map(EventType::of).map(EventType::wireName).toList();

    private final Ledger ledger;
    private final LedgerEvents events;

    EventLog(Ledger ledger) {
        this.ledger = ledger;
        this.events = new LedgerEvents(ledger);
    }

    /** What was found, and where the search goes on; null if it is over. */
    record Page(List<StoredEvent> events, @Nullable Long next) {}

    /**
     * Searches.
     *
     * @throws BadQuestionException naming the parameter that is unknown or makes no sense
     */
    Page search(Map<String, String> query) {
        query.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadQuestionException(
                            name,
                            "no such parameter; known are "
                                    + PARAMETERS.stream().sorted().toList());
                });
        int limit = (int) number(query, "limit", DEFAULT_LIMIT, MOST);
        long from = number(query, "from", 0, Long.MAX_VALUE);
        long to = number(query, "to", Long.MAX_VALUE - 1, Long.MAX_VALUE - 1);
        Criterion criterion = Criterion.of(types(query.get("type")), tags(query.get("tag")));
        List<StoredEvent> candidates = ledger.source(List.of(criterion), from, ledger.head());
        List<StoredEvent> found = new ArrayList<>();
        for (StoredEvent event : candidates == null ? List.<StoredEvent>of() : candidates) {
            if (event.position() > to) {
                break;
            }
            if (matches(event.entry(), query)) {
                if (found.size() == limit) {
                    return new Page(found, event.position());
                }
                found.add(event);
            }
        }
        return new Page(found, null);
    }

    @Nullable
    StoredEvent at(long position) {
        List<StoredEvent> found = ledger.read(position, 1);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** What corrected or retracted any of these since. */
    Changes changesOf(List<StoredEvent> found) {
        List<Criterion> criteria = found.stream()
                .map(event -> Criterion.of(
                        CHANGES, Set.of(new Tag("event", event.entry().id()))))
                .toList();
        List<StoredEvent> changes = criteria.isEmpty() ? List.of() : ledger.source(criteria, 0, ledger.head());
        return Changes.in(
                changes == null ? List.of() : changes.stream().map(events::read).toList());
    }

    private static boolean matches(Entry entry, Map<String, String> query) {
        String id = query.get("id");
        String subject = query.get("subject");
        String source = query.get("source");
        String text = query.get("text");
        return (id == null || Arrays.asList(id.split(",", -1)).contains(entry.id()))
                && (subject == null || entry.tags().stream().anyMatch(tag -> isSubject(tag, subject)))
                && (source == null || source.equals(entry.metadata().get("source")))
                && (text == null || contains(entry, text.toLowerCase(Locale.ROOT)));
    }

    private static boolean isSubject(Tag tag, String subject) {
        return tag.value().equals(subject) || (tag.key() + ":" + tag.value()).equals(subject);
    }

    private static boolean contains(Entry entry, String text) {
        String payload = new String(entry.payload(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return payload.contains(text)
                || entry.metadata().values().stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }

    /** By wire name, with or without version, or by the name of the record. */
    private static List<String> types(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<String> types = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            types.add(Arrays.stream(EventType.values())
                    .filter(type -> name.equals(type.wireName())
                            || name.equals(type.qualifiedName())
                            || name.equals(type.eventClass().getSimpleName()))
                    .map(EventType::wireName)
                    .findFirst()
                    .orElseThrow(() -> new BadQuestionException("type", "no event is named '" + name + "'")));
        }
        return types;
    }

    private static List<Tag> tags(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<Tag> tags = new ArrayList<>();
        for (String tag : text.split(",", -1)) {
            int separator = tag.indexOf(':');
            if (separator < 1) {
                throw new BadQuestionException("tag", "a tag is written key:value, such as order:ord-1");
            }
            tags.add(new Tag(tag.substring(0, separator), tag.substring(separator + 1)));
        }
        return tags;
    }

    private static long number(Map<String, String> query, String name, long fallback, long most) {
        String text = query.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadQuestionException(name, "a whole number from 0 to " + most);
        }
        throw new BadQuestionException(name, "a whole number from 0 to " + most);
    }
}
