package io.rackledger.query.serve;

import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What tells two answers apart, as JSON: figures before and after, null for a row that is not there. Thread-safe. */
final class DifferenceWriter {
    private final JsonMapper json = JsonMapper.builder().build();
    private final AnswerWriter writer;

    DifferenceWriter(AnswerWriter writer) {
        this.writer = writer;
    }

    /** What else is told of a row. */
    interface Details {
        void add(Difference.Change change, ObjectNode row);
    }

    /**
     * Adds totals, how many rows differ, and a page of them.
     *
     * @param from the first row of the page, from 0
     * @param most how many rows it has at most
     */
    void write(ObjectNode body, Difference difference, long from, int most, Details details) {
        Difference.Change totals = difference.totals();
        body.set("totals", totals == null ? json.nullNode() : change(totals));
        body.put("count", difference.rows().size());
        ArrayNode rows = body.putArray("rows");
        difference.rows().stream().skip(from).limit(most).forEach(change -> {
            ObjectNode row = json.createObjectNode().put("key", change.key());
            row.setAll(change(change));
            details.add(change, row);
            rows.add(row);
        });
    }

    private ObjectNode change(Difference.Change change) {
        ObjectNode both = json.createObjectNode();
        both.set("before", figures(change.before()));
        both.set("after", figures(change.after()));
        return both;
    }

    private JsonNode figures(@Nullable Row row) {
        return row == null ? json.nullNode() : writer.row(row).without("key");
    }
}
