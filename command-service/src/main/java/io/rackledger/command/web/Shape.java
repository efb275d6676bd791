package io.rackledger.command.web;

import io.rackledger.events.EntityId;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.ValidTime;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a record's JSON must look like, from the record itself: a component that isn't nullable must be there. */
final class Shape {
    /** By the record's type: reflection works all of this out anew each time. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(component ->
                            new Field(name(component), required(component), component.getType(), elementOf(component)))
                    .toList();
        }
    };

    private static final ClassValue<Optional<RecordComponent>> OWN_IDS = new ClassValue<>() {
        @Override
        protected Optional<RecordComponent> computeValue(Class<?> body) {
            return findOwnId(body);
        }
    };

    private record Field(
            String name,
            boolean required,
            Class<?> type,
            @Nullable Class<?> element) {}

    private Shape() {}

    /** The field's name in JSON. */
    static String name(RecordComponent component) {
        return component.getName().equals("caseId") ? "case" : component.getName();
    }

    static boolean required(RecordComponent component) {
        return !component.getType().isPrimitive()
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /**
     * The component that names the entity which a command brings into being: its id may be left out. It is the first,
     * unless {@code creates} says by its type that it is another.
     */
    static Optional<RecordComponent> ownId(Class<?> body) {
        return OWN_IDS.get(body);
    }

    private static Optional<RecordComponent> findOwnId(Class<?> body) {
        return Arrays.stream(body.getDeclaredMethods())
                .filter(method -> method.getName().equals("creates") && !method.isSynthetic())
                .findFirst()
                .flatMap(method -> Arrays.stream(body.getRecordComponents())
                        .filter(component -> method.getReturnType().isAssignableFrom(component.getType()))
                        .findFirst());
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
        for (Field component : FIELDS.get(type)) {
            String field = path.isEmpty() ? component.name() : path + "." + component.name();
            JsonNode value = node.get(component.name());
            if (value == null || value.isNull()) {
                if (component.required()) {
                    throw new MalformedCommandException(field, "is missing");
                }
                continue;
            }
            Class<?> element = component.element();
            if (isObject(component.type())) {
                check(component.type(), value, field);
            } else if (element != null && isObject(element) && value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    check(element, value.get(i), field + "[" + i + "]");
                }
            }
        }
    }
}
