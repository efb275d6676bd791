package io.rackledger.query.audit;

import io.rackledger.events.Confidence;
import io.rackledger.events.Mode;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Entry;
import io.rackledger.format.Tag;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.WholeNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the log are asked for: those that satisfy every parameter that is given.
 *
 * @param from         the first position
 * @param to           the last position
 * @param recorded     when they were recorded
 * @param valid        when they happened in the world, or may have
 * @param types        wire names; empty for all
 * @param tags         all of which they carry
 * @param confidences  how well they are founded; empty for all
 * @param asked        the parameters as they were given
 */
record EventQuestion(
        long from,
        long to,
        Span recorded,
        Span valid,
        List<String> types,
        List<Tag> tags,
        List<Confidence> confidences,
        Map<String, String> asked) {
    private static final List<String> EXACT = List.of("source", "asserter", "actor", "command", "correlation");
    private static final List<String> OTHERS = List.of(
            "from",
            "to",
            "recordedFrom",
            "recordedTo",
            "validFrom",
            "validTo",
            "type",
            "tag",
            "subject",
            "confidence",
            "mode",
            "text",
            "id");

    EventQuestion {
        types = List.copyOf(types);
        tags = List.copyOf(tags);
        confidences = List.copyOf(confidences);
        asked = Map.copyOf(asked);
    }

    /** A stretch of time, both ends included; an end that is null is open. */
    record Span(@Nullable Instant first, @Nullable Instant last) {
        static Span of(Map<String, String> query, String first, String last) {
            ValidTime from = time(query, first);
            ValidTime to = time(query, last);
            return new Span(from == null ? null : from.earliest(), to == null ? null : to.latest());
        }

        private static @Nullable ValidTime time(Map<String, String> query, String name) {
            String text = query.getOrDefault(name, "");
            try {
                return text.isEmpty() ? null : ValidTime.parse(text);
            } catch (IllegalArgumentException e) {
                throw new BadQuestionException(name, String.valueOf(e.getMessage()));
            }
        }

        private boolean isAsked() {
            return first != null || last != null;
        }

        private boolean mayHold(ValidTime time) {
            return (first == null || !time.latest().isBefore(first))
                    && (last == null || !time.earliest().isAfter(last));
        }
    }

    /**
     * Reads a query string.
     *
     * @param further parameters that are somebody else's
     * @throws BadQuestionException naming the parameter that is unknown or makes no sense
     */
    static EventQuestion read(Map<String, String> query, List<String> further) {
        TreeSet<String> known = new TreeSet<>(EXACT);
        known.addAll(OTHERS);
        known.addAll(further);
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadQuestionException(name, "no such parameter; known are " + known);
                });
        one(query, "mode", Mode.values());
        return new EventQuestion(
                WholeNumber.of(query, "from", 0, 0, Long.MAX_VALUE),
                WholeNumber.of(query, "to", Long.MAX_VALUE - 1, 0, Long.MAX_VALUE - 1),
                Span.of(query, "recordedFrom", "recordedTo"),
                Span.of(query, "validFrom", "validTo"),
                types(query.get("type")),
                tags(query.get("tag")),
                confidences(query.get("confidence")),
                query);
    }

    /** Whether the index can tell where such events are. */
    boolean isIndexed() {
        return !types.isEmpty() || !tags.isEmpty();
    }

    /** Whether an event within those positions, of those types and tags, is asked for. */
    boolean asksFor(StoredEvent event, Revealed revealed) {
        Entry entry = event.entry();
        Map<String, String> metadata = entry.metadata();
        String id = asked.get("id");
        String subject = asked.get("subject");
        String text = asked.get("text");
        return EXACT.stream().allMatch(name -> is(metadata, name, revealed))
                && is(metadata, "mode", revealed)
                && (confidences.isEmpty() || confidences.contains(confidence(metadata)))
                && (!valid.isAsked() || happened(metadata))
                && (id == null || Arrays.asList(id.split(",", -1)).contains(entry.id()))
                && (subject == null || entry.tags().stream().anyMatch(tag -> isSubject(tag, subject)))
                && (text == null || contains(entry, text.toLowerCase(Locale.ROOT), revealed));
    }

    /** Who is asked for by name is found, and so is whoever did what was recorded under that ciphertext. */
    private boolean is(Map<String, String> metadata, String name, Revealed revealed) {
        String wanted = asked.get(name);
        String there = metadata.get(name);
        return wanted == null || there != null && (wanted.equals(there) || wanted.equals(revealed.text(there)));
    }

    /** What is decided without a source counts as confirmed, as everywhere. */
    private static Confidence confidence(Map<String, String> metadata) {
        String confidence = metadata.get("confidence");
        return confidence == null ? Confidence.CONFIRMED : Confidence.valueOf(confidence);
    }

    private boolean happened(Map<String, String> metadata) {
        ValidTime at = Envelope.validAt(metadata);
        return at != null && valid.mayHold(at);
    }

    private static boolean isSubject(Tag tag, String subject) {
        return tag.value().equals(subject) || (tag.key() + ":" + tag.value()).equals(subject);
    }

    private static boolean contains(Entry entry, String text, Revealed revealed) {
        return Stream.concat(
                        Stream.of(revealed.bodyText(entry)),
                        entry.metadata().values().stream().map(revealed::text))
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(text));
    }

    /** By wire name, with or without version, or by the name of the record. */
    private static List<String> types(@Nullable String text) {
        return listed(text).stream()
                .map(name -> Arrays.stream(EventType.values())
                        .filter(type -> name.equals(type.wireName())
                                || name.equals(type.qualifiedName())
                                || name.equals(type.eventClass().getSimpleName()))
                        .map(EventType::wireName)
                        .findFirst()
                        .orElseThrow(() -> new BadQuestionException("type", "no event is named '" + name + "'")))
                .toList();
    }

    private static List<Tag> tags(@Nullable String text) {
        List<Tag> tags = new ArrayList<>();
        for (String tag : listed(text)) {
            int separator = tag.indexOf(':');
            if (separator < 1) {
                throw new BadQuestionException("tag", "a tag is written key:value, such as order:ord-1");
            }
            tags.add(new Tag(tag.substring(0, separator), tag.substring(separator + 1)));
        }
        return tags;
    }

    private static List<Confidence> confidences(@Nullable String text) {
        return listed(text).stream()
                .map(name -> Objects.requireNonNull(one(Map.of("confidence", name), "confidence", Confidence.values())))
                .toList();
    }

    private static List<String> listed(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(",", -1));
    }

    private static <E extends Enum<E>> @Nullable E one(Map<String, String> query, String name, E[] values) {
        String text = query.get(name);
        return text == null
                ? null
                : Arrays.stream(values)
                        .filter(value -> value.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new BadQuestionException(name, "one of " + List.of(values)));
    }
}
