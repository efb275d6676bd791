package io.rackledger.events.wire;

import io.rackledger.events.Event;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events to JSON and back. Old versions are brought to today's by upcasters, one version at a time; today's are read
 * directly, and where they are written as here without Jackson. Thread-safe.
 */
public final class EventCodec {
    private static final List<Upcaster> SHIPPED = List.of();

    /** Numbers stay as they are written also in a tree, through which corrections and old versions are read. */
    private final JsonMapper json = WireJson.strict()
            .rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(NestedEvents.readBy(this))
            .build();

    /** Of the events that have no component with a form of its own. */
    private static final Map<EventType, RecordReader> READERS = readers();

    private final Map<EventType, Map<Integer, Upcaster>> upcasters = new HashMap<>();

    /** A codec for all that was ever written. */
    public EventCodec() {
        this(SHIPPED);
    }

    EventCodec(List<Upcaster> upcasters) {
        for (Upcaster upcaster : upcasters) {
            this.upcasters
                    .computeIfAbsent(upcaster.type(), type -> new HashMap<>())
                    .put(upcaster.from(), upcaster);
        }
    }

    private static Map<EventType, RecordReader> readers() {
        Map<EventType, RecordReader> readers = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            RecordReader reader = RecordReader.of(type.eventClass());
            if (reader != null) {
                readers.put(type, reader);
            }
        }
        return readers;
    }

    /** The body of an event, UTF-8 JSON with the fields in the order of the record. */
    public byte[] encode(Event event) {
        return json.writeValueAsBytes(event);
    }

    /**
     * Reads an event.
     *
     * @param name    its wire name, without version
     * @param version the version it was written in
     * @throws UnknownEventException if the name or version is unknown, or the body doesn't fit it
     */
    public Event decode(String name, int version, byte[] body) {
        EventType type = EventType.named(name);
        try {
            if (version == type.version()) {
                Event usual = usual(type, body);
                return usual == null ? json.readValue(body, type.eventClass()) : usual;
            }
            return decode(name, version, json.readTree(body));
        } catch (JacksonException e) {
            throw new UnknownEventException(name + ".v" + version + ": " + e.getOriginalMessage(), e);
        }
    }

    /** An event of today's version that is written as here; null if it isn't. */
    static @Nullable Event usual(EventType type, byte[] body) {
        RecordReader reader = READERS.get(type);
        if (reader == null) {
            return null;
        }
        try {
            return (Event) reader.readWhole(body);
        } catch (UnusualException e) {
            return null;
        }
    }

    /**
     * An event with other fields, named and written as in its JSON.
     *
     * @param changes by name, merged as RFC 7396 has it; null takes a field away
     * @throws IllegalArgumentException if a field is unknown, or the event makes no sense with it
     */
    public Event reword(Event event, Map<String, Object> changes) {
        ObjectNode body = (ObjectNode) json.readTree(encode(event));
        merge(body, changes);
        try {
            Event reworded = json.treeToValue(body, event.getClass());
            Completeness.check((Record) reworded, "");
            return reworded;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(path(e) + e.getOriginalMessage(), e);
        }
    }

    private void merge(ObjectNode into, Map<?, ?> changes) {
        changes.forEach((field, value) -> {
            String name = String.valueOf(field);
            if (value == null) {
                into.remove(name);
            } else if (value instanceof Map<?, ?> inner && into.get(name) instanceof ObjectNode node) {
                merge(node, inner);
            } else {
                into.set(name, json.valueToTree(value));
            }
        });
    }

    private static String path(JacksonException e) {
        String path = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : path + ": ";
    }

    /** As {@link #decode(String, int, byte[])}, from a tree. */
    Event decode(String name, int version, JsonNode body) {
        EventType type = EventType.named(name);
        JsonNode current = version == type.version() ? body : upcast(type, version, body);
        return json.treeToValue(current, type.eventClass());
    }

    private JsonNode upcast(EventType type, int version, JsonNode body) {
        if (version > type.version() || !(body instanceof ObjectNode)) {
            throw new UnknownEventException(
                    type.wireName() + ".v" + version + " is newer than this program, which reads up to v"
                            + type.version(),
                    null);
        }
        ObjectNode current = (ObjectNode) body;
        for (int from = version; from < type.version(); from++) {
            Upcaster upcaster = upcasters.getOrDefault(type, Map.of()).get(from);
            if (upcaster == null) {
                throw new UnknownEventException("no upcaster from " + type.wireName() + ".v" + from, null);
            }
            current = upcaster.body().apply(current);
        }
        return current;
    }
}
