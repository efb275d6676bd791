package io.rackledger.command.web;

import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.EventType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a record as it stands on the wire, be it a command's body or an event. Keeps to keywords that
 * mean the same in draft 7, which AsyncAPI takes, and in 2020-12; a unit stands beside as {@code x-unit}.
 */
final class RecordSchema {
    private static final String TYPE = "type";

    private RecordSchema() {}

    /** An object with the record's components as fields, and no others. */
    static Map<String, Object> object(Class<?> type) {
        return object(properties(type), required(type));
    }

    /** An object with these fields, and no others. */
    static Map<String, Object> object(Map<String, ?> properties, List<String> required) {
        return ordered(TYPE, "object", "properties", properties, "required", required, "additionalProperties", false);
    }

    /** A schema for each component, by its name in JSON. */
    static Map<String, Object> properties(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> element = Shape.elementOf(component);
            Map<String, Object> schema = new LinkedHashMap<>(
                    element == null ? schema(component.getType()) : ordered(TYPE, "array", "items", schema(element)));
            FieldNotes.of(type, Shape.name(component))
                    .forEach((key, note) -> schema.merge(key, note, (form, meaning) -> meaning + ": " + form));
            properties.put(Shape.name(component), schema);
        }
        return properties;
    }

    /** The fields that must be there. */
    static List<String> required(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(Shape::required)
                .map(Shape::name)
                .toList();
    }

    /** One of the constants, as text. */
    static Map<String, Object> enumeration(Class<?> type) {
        return ordered(
                TYPE,
                "string",
                "enum",
                Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList());
    }

    private static Map<String, Object> schema(Class<?> type) {
        if (EntityId.class.isAssignableFrom(type)) {
            return ordered(TYPE, "string", "pattern", "^" + EntityId.PATTERN.pattern() + "$");
        }
        if (type == ValidTime.class) {
            return ordered(TYPE, "string", "description", "2024, 2024-Q4, 2024-11, 2024-11-18 or 2024-11-18T09:30:00Z");
        }
        if (type == FiscalPeriod.class) {
            return ordered(TYPE, "string", "pattern", "^FY(19|20|21)[0-9]{2}(-Q[1-4])?$");
        }
        if (type == Money.class) {
            return object(Map.of("amount", decimal(), "currency", currency()), List.of("amount", "currency"));
        }
        if (type == Event.class) {
            return nestedEvent();
        }
        if (type.isEnum()) {
            return enumeration(type);
        }
        return type.isRecord() ? object(type) : simple(type);
    }

    private static Map<String, Object> decimal() {
        return ordered(TYPE, "string", "pattern", "^-?[0-9]{1,24}(\\.[0-9]{1,9})?$");
    }

    private static Map<String, Object> currency() {
        return ordered(TYPE, "string", "pattern", "^[A-Z]{3}$", "description", "ISO 4217");
    }

    private static Map<String, Object> nestedEvent() {
        List<String> names =
                Arrays.stream(EventType.values()).map(EventType::wireName).toList();
        return object(
                ordered(
                        TYPE,
                        ordered(TYPE, "string", "enum", names),
                        "version",
                        ordered(TYPE, "integer", "minimum", 1),
                        "body",
                        ordered(TYPE, "object")),
                List.of(TYPE, "version", "body"));
    }

    private static Map<String, Object> simple(Class<?> type) {
        if (type == Long.class || type == Integer.class || type == long.class || type == int.class) {
            return ordered(TYPE, "integer");
        }
        if (type == BigDecimal.class) {
            return ordered(TYPE, "number");
        }
        if (type == Boolean.class || type == boolean.class) {
            return ordered(TYPE, "boolean");
        }
        if (type == LocalDate.class) {
            return ordered(TYPE, "string", "format", "date");
        }
        if (type == MonthDay.class) {
            return ordered(TYPE, "string", "pattern", "^--[0-9]{2}-[0-9]{2}$");
        }
        if (type == String.class) {
            return ordered(TYPE, "string");
        }
        if (type == ObjectNode.class || type == Map.class) {
            return ordered(TYPE, "object");
        }
        throw new IllegalStateException("no schema for " + type);
    }

    /** A map of keys and values in turn, in that order. */
    static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
