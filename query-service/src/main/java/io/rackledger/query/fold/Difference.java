package io.rackledger.query.fold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells two answers of one view apart. Immutable.
 *
 * @param totals of the later answer and of the earlier one; null where they are the same
 * @param rows   those that differ, in the later answer's order, then those that are gone
 */
public record Difference(@Nullable Change totals, List<Change> rows) {
    /** Nothing tells them apart. */
    public static final Difference NONE = new Difference(null, List.of());

    /**
     * A row that differs.
     *
     * @param before null where it is new
     * @param after  null where it is gone
     */
    public record Change(
            String key, @Nullable Row before, @Nullable Row after) {}

    public Difference {
        rows = List.copyOf(rows);
    }

    /** From one answer to another. */
    public static Difference between(Answer before, Answer after) {
        Map<String, Row> old = new LinkedHashMap<>();
        before.rows().forEach(row -> old.put(row.key(), row));
        // Rows are worked out when they are compared.
        List<Change> changes = new ArrayList<>(after.rows().parallelStream()
                .map(row -> new Change(row.key(), old.get(row.key()), row))
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList());
        after.rows().forEach(row -> old.remove(row.key()));
        old.forEach((key, row) -> changes.add(new Change(key, row, null)));
        Change totals = before.totals().equals(after.totals())
                ? null
                : new Change(after.totals().key(), before.totals(), after.totals());
        return new Difference(totals, changes);
    }

    public boolean isNone() {
        return totals == null && rows.isEmpty();
    }
}
