package io.rackledger.query.serve;

import io.rackledger.query.fold.Row;
import io.rackledger.query.recount.AnswerJson;
import io.rackledger.web.Csv;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers as JSON and as CSV (RFC 4180). Thread-safe. */
final class AnswerWriter {
    private final AnswerJson json = new AnswerJson();
    private final String ledger;

    AnswerWriter(String ledger) {
        this.ledger = ledger;
    }

    /** The whole answer. */
    ObjectNode answer(String view, Views.Answered answered) {
        return json.rows(head(view, answered), answered.answer());
    }

    /** The answer without its rows. */
    ObjectNode head(String view, Views.Answered answered) {
        ObjectNode body = object().put("view", view)
                .put("ledger", ledger)
                .put("position", answered.position())
                .put("generation", answered.generation())
                .put("validAsOf", answered.validAsOf().toString())
                .put("knownAsOf", answered.knownAsOf().toString());
        return json.totals(body, answered.answer());
    }

    ObjectNode row(Row row) {
        return json.row(row);
    }

    /** Any figure. */
    JsonNode node(@Nullable Object figure) {
        return json.node(figure);
    }

    ObjectNode object() {
        return json.object();
    }

    String text(ObjectNode node) {
        return json.text(node);
    }

    /** The rows, with a header line; figures within figures get columns of their own. */
    String csv(List<String> columns, Views.Answered answered) {
        List<ObjectNode> rows = answered.answer().rows().stream().map(this::row).toList();
        Collection<String> names = CsvColumns.of(columns, rows);
        StringBuilder csv = new StringBuilder(Csv.line(List.copyOf(names)));
        for (ObjectNode row : rows) {
            Map<String, String> flat = CsvColumns.flatten(row);
            csv.append(Csv.line(
                    names.stream().map(name -> flat.getOrDefault(name, "")).toList()));
        }
        return csv.toString();
    }
}
