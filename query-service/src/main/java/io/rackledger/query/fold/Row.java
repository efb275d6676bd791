package io.rackledger.query.fold;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of an answer: named figures in their order. A figure is text, a number, a boolean, a date or instant, a record,
 * a list or a map of such, or null for unknown.
 */
public final class Row {
    private final String key;
    private final Map<String, @Nullable Object> figures = new LinkedHashMap<>();

    private Row(String key) {
        this.key = key;
    }

    /** A row that is told from others of the same answer by {@code key}. */
    public static Row of(String key) {
        return new Row(key);
    }

    /** Adds a figure. Use while building only. */
    public Row with(String name, @Nullable Object figure) {
        figures.put(name, figure);
        return this;
    }

    public String key() {
        return key;
    }

    public Map<String, @Nullable Object> figures() {
        return Collections.unmodifiableMap(figures);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && key.equals(row.key) && figures.equals(row.figures);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + figures.hashCode();
    }

    @Override
    public String toString() {
        return key + " " + figures;
    }
}
