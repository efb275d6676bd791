package io.rackledger.command.web;

import io.rackledger.command.decision.Decider;
import io.rackledger.events.EntityId;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Mode;
import io.rackledger.events.Provenance;
import io.rackledger.events.ValidTime;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;

/** All commands with the JSON Schema (2020-12) of their bodies, from the records that read them. */
final class CommandCatalogue {
    /** A command in the catalogue. */
    record Described(String name, String href, Map<String, Object> schema) {}

    private final List<Described> all;

    CommandCatalogue(Collection<Decider<?, ?>> deciders) {
        all = deciders.stream()
                .map(decider -> new Described(
                        decider.name(), "/api/commands/" + decider.name(), body(decider.name(), decider.bodyType())))
                .toList();
    }

    List<Described> all() {
        return all;
    }

    private static Map<String, Object> body(String name, Class<?> type) {
        Map<String, Object> properties = properties(type);
        properties.put("mode", enumeration(Mode.class));
        properties.put("provenance", object(Provenance.class));
        properties.put("correlation", Map.of("type", "string", "maxLength", 200));
        List<String> required = new ArrayList<>(required(type));
        Shape.ownId(type).ifPresent(own -> required.remove(Shape.name(own)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", name);
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> properties(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(Shape.name(component), property(component));
        }
        return properties;
    }

    private static List<String> required(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(Shape::required)
                .map(Shape::name)
                .toList();
    }

    private static Map<String, Object> object(Class<?> type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties(type));
        schema.put("required", required(type));
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(RecordComponent component) {
        Class<?> element = Shape.elementOf(component);
        return element == null ? schema(component.getType()) : Map.of("type", "array", "items", schema(element));
    }

    private static Map<String, Object> schema(Class<?> type) {
        if (EntityId.class.isAssignableFrom(type)) {
            return Map.of("type", "string", "pattern", "^" + EntityId.PATTERN.pattern() + "$");
        }
        if (type == ValidTime.class) {
            return Map.of(
                    "type", "string", "description", "2024, 2024-Q4, 2024-11, 2024-11-18 or 2024-11-18T09:30:00Z");
        }
        if (type == FiscalPeriod.class) {
            return Map.of("type", "string", "pattern", "^FY(19|20|21)[0-9]{2}(-Q[1-4])?$");
        }
        if (type == Money.class) {
            return Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                            "amount", Map.of("type", "string", "pattern", "^-?[0-9]{1,24}(\\.[0-9]{1,9})?$"),
                            "currency", Map.of("type", "string", "pattern", "^[A-Z]{3}$")),
                    "required",
                    List.of("amount", "currency"),
                    "additionalProperties",
                    false);
        }
        if (type.isEnum()) {
            return enumeration(type);
        }
        if (type.isRecord()) {
            return object(type);
        }
        return simple(type);
    }

    private static Map<String, Object> simple(Class<?> type) {
        if (type == Long.class || type == Integer.class || type == long.class || type == int.class) {
            return Map.of("type", "integer");
        }
        if (type == BigDecimal.class) {
            return Map.of("type", "number");
        }
        if (type == Boolean.class || type == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == LocalDate.class) {
            return Map.of("type", "string", "format", "date");
        }
        if (type == MonthDay.class) {
            return Map.of("type", "string", "pattern", "^--[0-9]{2}-[0-9]{2}$");
        }
        if (type == String.class) {
            return Map.of("type", "string");
        }
        if (type == Map.class) {
            return Map.of("type", "object");
        }
        throw new IllegalStateException("no schema for " + type);
    }

    private static Map<String, Object> enumeration(Class<?> type) {
        return Map.of(
                "type",
                "string",
                "enum",
                Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList());
    }
}
