package io.rackledger.command.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** JSON that doesn't fit a command's body, as its sender would say it: by field, without a word of classes. */
final class Misfit {
    private static final Pattern FIELD_FIRST = Pattern.compile("([A-Za-z0-9_.\\[\\]]+): (.*)", Pattern.DOTALL);
    private static final List<String> OF_EVERY_BODY = List.of("mode", "provenance", "correlation");

    private Misfit() {}

    /**
     * What doesn't fit.
     *
     * @param prefix the field that was read; empty for the body
     */
    static MalformedCommandException of(JacksonException e, String prefix) {
        String path = path(e, prefix);
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknown(unknown, path);
        }
        if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
            return noneOf(wrong, path);
        }
        String expected = e instanceof MismatchedInputException mismatch ? expected(mismatch) : null;
        if (expected != null) {
            return new MalformedCommandException(path, expected + " is expected here");
        }
        return said(e, path);
    }

    private static String path(JacksonException e, String prefix) {
        StringBuilder path = new StringBuilder(prefix);
        for (JacksonException.Reference reference : e.getPath()) {
            String name = reference.getPropertyName();
            if (name == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name.equals("caseId") ? "case" : name);
            }
        }
        return path.toString();
    }

    private static MalformedCommandException unknown(UnrecognizedPropertyException e, String path) {
        boolean ofTheBody = path.equals(e.getPropertyName());
        List<String> known = Stream.concat(
                        e.getKnownPropertyIds().stream().map(String::valueOf),
                        ofTheBody ? OF_EVERY_BODY.stream() : Stream.of())
                .sorted()
                .toList();
        return new MalformedCommandException(
                path,
                "there is no such field here; known are " + String.join(", ", known),
                Suggestions.nearest(e.getPropertyName(), known));
    }

    private static MalformedCommandException noneOf(InvalidFormatException e, String path) {
        List<String> known = Arrays.stream(e.getTargetType().getEnumConstants())
                .map(String::valueOf)
                .toList();
        return new MalformedCommandException(
                path,
                "'" + e.getValue() + "' is none of " + String.join(", ", known),
                Suggestions.nearestOrAll(String.valueOf(e.getValue()), known));
    }

    /** What kind of JSON belongs there; null where the exception says it better. */
    private static @Nullable String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == null || e.getCause() != null) {
            return null;
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() && !(e instanceof InvalidFormatException) ? "an object" : null;
    }

    private static MalformedCommandException said(JacksonException e, String path) {
        String because = e.getCause() instanceof IllegalArgumentException cause
                ? String.valueOf(cause.getMessage())
                : e.getOriginalMessage();
        Matcher named = FIELD_FIRST.matcher(because);
        return named.matches()
                ? new MalformedCommandException(path + (path.isEmpty() ? "" : ".") + named.group(1), named.group(2))
                : new MalformedCommandException(path, because);
    }
}
