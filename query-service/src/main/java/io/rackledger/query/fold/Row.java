package io.rackledger.query.fold;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row of an answer: named figures in their order. A figure is text, a number, a boolean, a date or instant, a record,
 * a list or a map of such, or null for unknown. Safe to read from several threads once it is built.
 */
public final class Row {
    private final String key;
    private final Map<String, @Nullable Object> figures;
    private final @Nullable Object of;
    private volatile @Nullable Consumer<Row> pending;
    private volatile @Nullable Supplier<Row> maker;
    private volatile @Nullable Row made;

    private Row(String key, @Nullable Object of, @Nullable Consumer<Row> pending) {
        this.key = key;
        this.figures = new LinkedHashMap<>();
        this.of = of;
        this.pending = pending;
    }

    private Row(Supplier<Row> maker) {
        this.key = "";
        this.figures = Map.of();
        this.of = maker;
        this.maker = maker;
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

    /**
     * A row that is made when somebody asks anything of it: of very many not even the keys are made for a page. Equal makers
     * make the same row.
     */
    public static Row later(Supplier<Row> row) {
        return new Row(row);
    }

    /** This row, or the one that was made for it. */
    private Row itself() {
        if (maker != null) {
            synchronized (this) {
                Supplier<Row> work = maker;
                if (work != null) {
                    made = work.get();
                    maker = null;
                }
            }
        }
        return made == null ? this : made;
    }

    /** Adds a figure. Use while building only. */
    public Row with(String name, @Nullable Object figure) {
        figures.put(name, figure);
        return this;
    }

    public String key() {
        return itself().key;
    }

    public Map<String, @Nullable Object> figures() {
        Row row = itself();
        row.complete();
        return Collections.unmodifiableMap(row.figures);
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

    /** Whether it is the same row as another, where that is known without working out any of its figures. */
    boolean isSurely(Row other) {
        return of != null && of.equals(other.of) && key.equals(other.key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && (isSurely(row) || isLike(itself(), row.itself()));
    }

    private static boolean isLike(Row one, Row other) {
        return one.key.equals(other.key)
                && ((one.of != null && one.of.equals(other.of)) || one.figures().equals(other.figures()));
    }

    @Override
    public int hashCode() {
        return 31 * key().hashCode() + figures().hashCode();
    }

    @Override
    public String toString() {
        return key() + " " + figures();
    }
}
