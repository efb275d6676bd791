package io.rackledger.command.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What fields mean and in which unit they count, for people: from {@code fields.properties}, by the field's name, or
 * by its record's and its own where a name means several things.
 */
final class FieldNotes {
    private static final Properties NOTES = read();

    private FieldNotes() {}

    private static Properties read() {
        Properties notes = new Properties();
        try (InputStream in = FieldNotes.class.getResourceAsStream("fields.properties")) {
            if (in == null) {
                throw new IllegalStateException("fields.properties is missing");
            }
            notes.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return notes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code description} and {@code x-unit}, as far as they are known. */
    static Map<String, String> of(Class<?> owner, String field) {
        String note = NOTES.getProperty(owner.getSimpleName() + "." + field, NOTES.getProperty(field, ""));
        String[] parts = note.split("\\|", 2);
        Map<String, String> notes = new LinkedHashMap<>();
        if (!parts[0].isBlank()) {
            notes.put("description", parts[0].strip());
        }
        if (parts.length == 2) {
            notes.put("x-unit", parts[1].strip());
        }
        return notes;
    }
}
