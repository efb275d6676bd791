package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client knows of a view from the frames of its stream alone. */
final class Replica {
    private static final Set<String> OF_THE_FRAME =
            Set.of("view", "ledger", "position", "generation", "validAsOf", "knownAsOf", "rows", "changed", "removed");

    private final Map<String, JsonNode> rows = new TreeMap<>();
    private final Map<String, JsonNode> totals = new TreeMap<>();
    private @Nullable String id;
    private long position = -1;

    /** What is known: keyed rows, and figures beside them. */
    record Known(Map<String, JsonNode> totals, Map<String, JsonNode> rows) {
        static Known of(JsonNode answer) {
            Map<String, JsonNode> rows = new TreeMap<>();
            answer.path("rows").forEach(row -> rows.put(row.path("key").asString(), row));
            return new Known(Replica.totals(answer), rows);
        }
    }

    @Nullable
    String id() {
        return id;
    }

    long position() {
        return position;
    }

    Known known() {
        return new Known(Map.copyOf(totals), Map.copyOf(rows));
    }

    /** Takes one event: only what follows on what is known already may come as a change. */
    void apply(Wire.Event event) {
        JsonNode data = event.data();
        switch (event.name()) {
            case "snapshot" -> {
                rows.clear();
                rows.putAll(Known.of(data).rows());
                totals(event);
            }
            case "change" -> {
                assertThat(id).as("a change follows on a snapshot").isNotNull();
                assertThat(event.position()).as("nothing is told twice").isGreaterThan(position);
                data.path("changed").forEach(row -> rows.put(row.path("key").asString(), row));
                data.path("removed")
                        .forEach(key -> assertThat(rows.remove(key.asString())).isNotNull());
                totals(event);
            }
            case "heartbeat" -> assertThat(event.position()).isGreaterThanOrEqualTo(position);
            default -> throw new AssertionError(event);
        }
        id = event.id();
        position = event.position();
    }

    private void totals(Wire.Event event) {
        assertThat(event.data().path("position").asLong()).isEqualTo(event.position());
        totals.clear();
        totals.putAll(totals(event.data()));
    }

    private static Map<String, JsonNode> totals(JsonNode data) {
        Map<String, JsonNode> totals = new TreeMap<>();
        ((ObjectNode) data)
                .properties().stream()
                        .filter(field -> !OF_THE_FRAME.contains(field.getKey()))
                        .forEach(field -> totals.put(field.getKey(), field.getValue()));
        return totals;
    }
}
