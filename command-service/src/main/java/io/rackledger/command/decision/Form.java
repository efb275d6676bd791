package io.rackledger.command.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of a body's form, for compact constructors: a body that fails one is malformed, not refused. Each throws an
 * {@link IllegalArgumentException} that names the field.
 */
public final class Form {
    private Form() {}

    /** The field must be there. */
    public static void required(@Nullable Object value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is required");
        }
    }

    /** The field must be there, and hold more than blanks. */
    public static void text(@Nullable String value, String field) {
        required(value, field);
        check(value != null && !value.isBlank(), field + " must not be blank");
    }

    /** A copy of a list, none of whose elements may be null. */
    public static <T> List<T> copy(List<T> list, String field) {
        for (T element : list) {
            required(element, field + "[]");
        }
        return List.copyOf(list);
    }

    /** Any other condition; the message names the field. */
    public static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
