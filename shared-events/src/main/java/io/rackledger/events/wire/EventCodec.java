package io.rackledger.events.wire;

import io.rackledger.events.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events to JSON and back. Old versions are brought to today's by upcasters, one version at a time; today's are read
 * directly. Thread-safe.
 */
public final class EventCodec {
    private static final List<Upcaster> SHIPPED = List.of();

    private final JsonMapper json =
            WireJson.strict().rebuild().addModule(NestedEvents.readBy(this)).build();
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
                return json.readValue(body, type.eventClass());
            }
            return decode(name, version, json.readTree(body));
        } catch (JacksonException e) {
            throw new UnknownEventException(name + ".v" + version + ": " + e.getOriginalMessage(), e);
        }
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
