package io.rackledger.query.recount;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers as JSON, the same wherever they are worked out. Thread-safe. */
public final class AnswerJson {
    /** What is unknown is said to be: null is written. */
    private final JsonMapper json = WireJson.strict()
            .rebuild()
            .changeDefaultPropertyInclusion(inclusion -> inclusion
                    .withValueInclusion(JsonInclude.Include.ALWAYS)
                    .withContentInclusion(JsonInclude.Include.ALWAYS))
            .build();

    /** Adds the figures beside the rows. */
    public ObjectNode totals(ObjectNode body, Answer answer) {
        answer.totals().figures().forEach((name, figure) -> body.set(name, node(figure)));
        return body;
    }

    /** Adds the rows, as {@code rows}. */
    public ObjectNode rows(ObjectNode body, Answer answer) {
        ArrayNode rows = body.putArray("rows");
        answer.rows().forEach(row -> rows.add(row(row)));
        return body;
    }

    /** A row: its key, then its figures. */
    public ObjectNode row(Row row) {
        ObjectNode node = object().put("key", row.key());
        row.figures().forEach((name, figure) -> node.set(name, node(figure)));
        return node;
    }

    /** Any figure. */
    public JsonNode node(@Nullable Object figure) {
        return figure == null ? json.nullNode() : json.valueToTree(figure);
    }

    /** One without members. */
    public ObjectNode object() {
        return json.createObjectNode();
    }

    /** In one line. */
    public String text(ObjectNode node) {
        return json.writeValueAsString(node);
    }
}
