package io.rackledger.ledger.axon;

import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Tag;
import io.rackledger.ledger.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.jspecify.annotations.Nullable;

/** Axon's events, tags and criteria as the ledger's, and back. Payloads are bytes, or text written as UTF-8. */
final class AxonEvents {
    /** Where the message's own time is kept: the ledger's time is that of the commit. */
    private static final String TIMESTAMP = "$timestamp";

    private AxonEvents() {}

    static Entry entry(TaggedEventMessage<?> tagged, Function<@Nullable Object, byte[]> payloads) {
        EventMessage event = tagged.event();
        Map<String, String> metadata = new HashMap<>(event.metadata());
        metadata.put(TIMESTAMP, event.timestamp().toString());
        List<Tag> tags = new ArrayList<>();
        tagged.tags().forEach(tag -> tags.add(new Tag(tag.key(), tag.value())));
        return Entry.of(
                event.identifier(),
                event.type().qualifiedName().fullName(),
                event.type().version(),
                tags,
                metadata,
                payloads.apply(event.payload()));
    }

    static byte[] plainPayload(@Nullable Object payload) {
        return switch (payload) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case null -> new byte[0];
            default ->
                throw new IllegalArgumentException("a payload of "
                        + payload.getClass().getName() + " must be converted to bytes before it is appended");
        };
    }

    static EventMessage message(StoredEvent stored) {
        Entry entry = stored.entry();
        Map<String, String> metadata = new HashMap<>(entry.metadata());
        String timestamp = metadata.remove(TIMESTAMP);
        return new GenericEventMessage(
                entry.id(),
                new MessageType(entry.type(), entry.version()),
                entry.payload(),
                metadata,
                timestamp == null ? stored.recordedAt() : Instant.parse(timestamp));
    }

    static Instant timestamp(StoredEvent stored) {
        String timestamp = stored.entry().metadata().get(TIMESTAMP);
        return timestamp == null ? stored.recordedAt() : Instant.parse(timestamp);
    }

    /** Axon flattens "any event" to no criterion at all; the ledger writes it as one that names nothing. */
    static List<Criterion> criteria(EventCriteria criteria) {
        Set<EventCriterion> flat = criteria.flatten();
        if (flat.isEmpty()) {
            return List.of(new Criterion(List.of(), List.of()));
        }
        return flat.stream()
                .map(criterion -> Criterion.of(
                        criterion.types().stream().map(QualifiedName::fullName).toList(), tags(criterion.tags())))
                .toList();
    }

    private static List<Tag> tags(Set<org.axonframework.messaging.eventstreaming.Tag> tags) {
        return tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
    }
}
