package io.rackledger.events.wire;

import io.rackledger.events.EntityId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a record has all that it must have: every component that isn't nullable, at any depth. */
final class Completeness {
    private Completeness() {}

    /**
     * Checks a record.
     *
     * @throws IllegalArgumentException naming the first field that is missing
     */
    static void check(Record record, String path) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = component.getName().equals("caseId") ? "case" : component.getName();
            String field = path.isEmpty() ? name : path + "." + name;
            Object value = value(record, component);
            if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw new IllegalArgumentException(field + ": is missing");
            }
            if (value instanceof List<?> list) {
                list.forEach(element -> within(element, field));
            } else if (value != null) {
                within(value, field);
            }
        }
    }

    private static void within(Object value, String field) {
        if (value instanceof Record record && !(value instanceof EntityId)) {
            check(record, field);
        }
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a public record's component can be read", e);
        }
    }
}
