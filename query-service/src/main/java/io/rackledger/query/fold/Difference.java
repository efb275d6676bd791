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
        List<Row> old = new ArrayList<>();
        List<Row> fresh = new ArrayList<>();
        tellApart(before.rows(), after.rows(), old, fresh);
        Map<String, Row> byKey = new LinkedHashMap<>();
        old.forEach(row -> byKey.put(row.key(), row));
        // Rows are worked out when they are compared.
        List<Change> changes = new ArrayList<>(fresh.parallelStream()
                .map(row -> new Change(row.key(), byKey.get(row.key()), row))
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList());
        fresh.forEach(row -> byKey.remove(row.key()));
        byKey.forEach((key, row) -> changes.add(new Change(key, row, null)));
        Change totals = before.totals().equals(after.totals())
                ? null
                : new Change(after.totals().key(), before.totals(), after.totals());
        return new Difference(totals, changes);
    }

    /**
     * Leaves out what is surely the same in both: nearly all rows of a large answer are, in the same order but for the few
     * that came or went.
     */
    private static void tellApart(List<Row> before, List<Row> after, List<Row> old, List<Row> fresh) {
        int i = 0;
        int j = 0;
        while (i < before.size() && j < after.size()) {
            if (before.get(i).isSurely(after.get(j))) {
                i++;
                j++;
            } else if (j + 1 < after.size() && before.get(i).isSurely(after.get(j + 1))) {
                fresh.add(after.get(j++));
            } else if (i + 1 < before.size() && before.get(i + 1).isSurely(after.get(j))) {
                old.add(before.get(i++));
            } else {
                old.add(before.get(i++));
                fresh.add(after.get(j++));
            }
        }
        old.addAll(before.subList(i, before.size()));
        fresh.addAll(after.subList(j, after.size()));
    }

    public boolean isNone() {
        return totals == null && rows.isEmpty();
    }
}
