package io.rackledger.query.fold;

import java.util.List;

/**
 * What a view answers.
 *
 * @param totals figures of the whole, beside the rows
 * @param rows   in a stable order, with distinct keys
 */
public record Answer(Row totals, List<Row> rows) {
    public Answer {
        rows = List.copyOf(rows);
    }
}
