package io.rackledger.query.claim;

import io.rackledger.query.fold.Row;
import java.util.Comparator;

/** Rows that have a position, the latest first. */
final class Latest {
    static final Comparator<Row> FIRST = Comparator.comparing(
                    (Row row) -> row.figures().get("position") instanceof Long position ? position : -1L)
            .reversed();

    private Latest() {}
}
