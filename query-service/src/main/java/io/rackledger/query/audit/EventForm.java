package io.rackledger.query.audit;

import io.rackledger.events.wire.WireJson;
import io.rackledger.format.Entry;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Changes;
import io.rackledger.web.Csv;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How an event of the log is told, as JSON and as a line of CSV. Thread-safe. */
final class EventForm {
    /** Of CSV; tags are separated by spaces. */
    private static final List<String> COLUMNS = List.of(
            "position",
            "id",
            "type",
            "recordedAt",
            "validAt",
            "mode",
            "actor",
            "command",
            "correlation",
            "source",
            "asserter",
            "confidence",
            "quote",
            "tags",
            "event",
            "correctedBy",
            "retractedBy",
            "commit",
            "leaf");

    private final JsonMapper json = WireJson.strict();
    private final Revealed revealed;

    EventForm(Revealed revealed) {
        this.revealed = revealed;
    }

    ObjectNode json(StoredEvent stored, Changes changes) {
        Entry entry = stored.entry();
        ObjectNode event = json.createObjectNode()
                .put("position", stored.position())
                .put("id", entry.id())
                .put("type", entry.type() + ".v" + entry.version())
                .put("recordedAt", stored.recordedAt().toString());
        entry.metadata().forEach((key, value) -> {
            if (!key.startsWith("$")) {
                event.put(key, revealed.text(value));
            }
        });
        ArrayNode tags = event.putArray("tags");
        entry.tags().forEach(tag -> tags.add(tag.key() + ":" + tag.value()));
        event.put("commit", stored.commit().toString());
        event.put("leaf", entry.leaf().toString());
        event.set("event", revealed.body(entry));
        List<String> corrections = changes.correctionsOf(entry.id());
        if (!corrections.isEmpty()) {
            corrections.forEach(event.putArray("correctedBy")::add);
        }
        String retraction = changes.retractionOf(entry.id());
        if (retraction != null) {
            event.put("retractedBy", retraction);
        }
        return event;
    }

    /** The header line of {@link #csv}. */
    static String csvHeader() {
        return Csv.line(COLUMNS);
    }

    /** A line of what {@link #json} tells. */
    static String csv(ObjectNode event) {
        return Csv.line(COLUMNS.stream().map(column -> text(event.get(column))).toList());
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null) {
            return "";
        }
        return value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "))
                : value.isObject() ? value.toString() : value.asString();
    }
}
