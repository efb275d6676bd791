package io.rackledger.command.web;

import org.jspecify.annotations.Nullable;

/** A command that can't be understood: which field, what is expected there, and what may have been meant. */
final class MalformedCommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final @Nullable String suggestion;

    MalformedCommandException(String field, String because) {
        this(field, because, null);
    }

    MalformedCommandException(String field, String because, @Nullable String suggestion) {
        super(because);
        this.field = field;
        this.suggestion = suggestion;
    }

    /** The path of the field; empty for the whole body. */
    String field() {
        return field;
    }

    /** What is wrong there. */
    String because() {
        return String.valueOf(getMessage());
    }

    /** What to write instead; null where nobody can tell. */
    @Nullable
    String suggestion() {
        return suggestion;
    }

    /** The same, of a body that stands in a larger object. */
    MalformedCommandException within(String object) {
        return new MalformedCommandException(field.isEmpty() ? object : object + "." + field, because(), suggestion);
    }
}
