package io.rackledger.command.web;

import io.rackledger.events.EntityId;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.ValidTime;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a record's JSON must look like, from the record itself: a component that isn't nullable must be there. */
final class Shape {
    private Shape() {}

    /** The field's name in JSON. */
    static String name(RecordComponent component) {
        return component.getName().equals("caseId") ? "case" : component.getName();
    }

    static boolean required(RecordComponent component) {
        return !component.getType().isPrimitive()
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The component that names the entity which a command brings into being: its id may be left out. */
    static Optional<RecordComponent> ownId(Class<?> body) {
        RecordComponent first = body.getRecordComponents()[0];
        boolean creates = Arrays.stream(body.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("creates"));
        return creates && EntityId.class.isAssignableFrom(first.getType()) ? Optional.of(first) : Optional.empty();
    }

    /** Whether the type is written as a JSON object with the record's components as fields. */
    static boolean isObject(Class<?> type) {
        return type.isRecord()
                && !EntityId.class.isAssignableFrom(type)
                && type != ValidTime.class
                && type != FiscalPeriod.class;
    }

    /** The type of a list's elements; null if it is no list. */
    static @Nullable Class<?> elementOf(RecordComponent component) {
        Type type = component.getGenericType();
        return Collection.class.isAssignableFrom(component.getType())
                        && type instanceof ParameterizedType parameterized
                        && parameterized.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : null;
    }

    /**
     * Checks that all required fields are there, at any depth.
     *
     * @throws MalformedCommandException naming the first that is missing
     */
    static void check(Class<?> type, JsonNode node, String path) {
        if (!node.isObject()) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String field = path.isEmpty() ? name(component) : path + "." + name(component);
            JsonNode value = node.get(name(component));
            if (value == null || value.isNull()) {
                if (required(component)) {
                    throw new MalformedCommandException(field, "is missing");
                }
                continue;
            }
            Class<?> element = elementOf(component);
            if (isObject(component.getType())) {
                check(component.getType(), value, field);
            } else if (element != null && isObject(element) && value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    check(element, value.get(i), field + "[" + i + "]");
                }
            }
        }
    }
}
