package io.rackledger.events.wire;

import io.rackledger.events.Event;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** An event inside another: {@code {"type": "delivery-recorded", "version": 1, "body": {…}}}. */
final class NestedEvents {
    private NestedEvents() {}

    /** Says how the nested one is written; an event by itself is its body alone. */
    interface Nesting {
        @JsonSerialize(using = Writer.class)
        Event corrected();
    }

    static SimpleModule readBy(EventCodec codec) {
        return new SimpleModule("rackledger-nested-events").addDeserializer(Event.class, new Reader(codec));
    }

    /** Writes it; the mapper makes one by reflection. */
    static final class Writer extends StdSerializer<Event> {
        Writer() {
            super(Event.class);
        }

        @Override
        public void serialize(Event event, JsonGenerator generator, SerializationContext context) {
            EventType type = EventType.of(event);
            generator.writeStartObject();
            generator.writeStringProperty("type", type.wireName());
            generator.writeNumberProperty("version", type.version());
            generator.writeName("body");
            context.writeValue(generator, event);
            generator.writeEndObject();
        }
    }

    private static final class Reader extends StdDeserializer<Event> {
        private final transient EventCodec codec;

        Reader(EventCodec codec) {
            super(Event.class);
            this.codec = codec;
        }

        @Override
        public Event deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode nested = context.readTree(parser);
            JsonNode type = nested.path("type");
            JsonNode version = nested.path("version");
            JsonNode body = nested.path("body");
            if (nested.size() != 3 || !type.isString() || !version.isInt() || !body.isObject()) {
                throw InvalidFormatException.from(
                        parser, "an event is written with type, version and body", nested, Event.class);
            }
            return codec.decode(type.stringValue(), version.intValue(), body);
        }
    }
}
