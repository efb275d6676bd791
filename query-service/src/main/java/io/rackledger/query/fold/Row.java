package io.rackledger.query.fold;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row of an answer: named figures in their order. A figure is text, a number, a boolean, a date or instant, a record,
 * a list or a map of such, or null for unknown. Safe to read from several threads once it is built.
 */
public final class Row {
    private final String key;
    private final Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    private final @Nullable Object of;
    private volatile @Nullable Consumer<Row> pending;

    private Row(String key, @Nullable Object of, @Nullable Consumer<Row> pending) {
        this.key = key;
        this.of = of;
        this.pending = pending;
    }

    /** A row that is told from others of the same answer by {@code key}. */
    public static Row of(String key) {
        return new Row(key, null, null);
    }

    /**
     * A row whose figures are worked out when somebody reads them first, for answers of which mostly a page is read.
     *
     * @param of      all that the figures follow from: rows of the same are the same
     * @param figures adds them
     */
    public static Row of(String key, Object of, Consumer<Row> figures) {
        return new Row(key, of, figures);
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
        complete();
        return Collections.unmodifiableMap(figures);
    }

    private void complete() {
        if (pending != null) {
            synchronized (this) {
                Consumer<Row> work = pending;
                if (work != null) {
                    work.accept(this);
                    pending = null;
                }
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row
                && key.equals(row.key)
                && ((of != null && of.equals(row.of)) || figures().equals(row.figures()));
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + figures().hashCode();
    }

    @Override
    public String toString() {
        return key + " " + figures();
    }
}
