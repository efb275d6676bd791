package io.rackledger.query.serve;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Row;
import io.rackledger.web.Csv;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers as JSON and as CSV (RFC 4180). Thread-safe. */
final class AnswerWriter {
    /** What is unknown is said to be: null is written. */
    private final JsonMapper json = WireJson.strict()
            .rebuild()
            .changeDefaultPropertyInclusion(inclusion -> inclusion
                    .withValueInclusion(JsonInclude.Include.ALWAYS)
                    .withContentInclusion(JsonInclude.Include.ALWAYS))
            .build();

    private final String ledger;

    AnswerWriter(String ledger) {
        this.ledger = ledger;
    }

    /** The whole answer. */
    ObjectNode answer(String view, Views.Answered answered) {
        ObjectNode body = head(view, answered);
        ArrayNode rows = body.putArray("rows");
        answered.answer().rows().forEach(row -> rows.add(row(row)));
        return body;
    }

    /** The answer without its rows. */
    ObjectNode head(String view, Views.Answered answered) {
        ObjectNode body = object().put("view", view)
                .put("ledger", ledger)
                .put("position", answered.position())
                .put("generation", answered.generation())
                .put("validAsOf", answered.validAsOf().toString())
                .put("knownAsOf", answered.knownAsOf().toString());
        answered.answer().totals().figures().forEach((name, figure) -> body.set(name, node(figure)));
        return body;
    }

    ObjectNode row(Row row) {
        ObjectNode node = object().put("key", row.key());
        row.figures().forEach((name, figure) -> node.set(name, node(figure)));
        return node;
    }

    /** Any figure. */
    JsonNode node(@Nullable Object figure) {
        return figure == null ? json.nullNode() : json.valueToTree(figure);
    }

    ObjectNode object() {
        return json.createObjectNode();
    }

    String text(ObjectNode node) {
        return json.writeValueAsString(node);
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
