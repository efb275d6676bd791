package io.rackledger.query.serve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nested figures as columns: {@code open.racks}; lists as their elements, separated by blanks. */
final class CsvColumns {
    private CsvColumns() {}

    /** The columns of these rows, in the view's order; a figure without parts keeps its own name. */
    static Collection<String> of(List<String> columns, List<ObjectNode> rows) {
        Set<String> all = new LinkedHashSet<>();
        rows.forEach(row -> all.addAll(flatten(row).keySet()));
        all.remove("key");
        List<String> ordered = new ArrayList<>();
        for (String column : columns) {
            List<String> parts = all.stream()
                    .filter(name -> name.equals(column) || name.startsWith(column + "."))
                    .toList();
            boolean nested =
                    parts.size() > 1 || (parts.size() == 1 && !parts.getFirst().equals(column));
            ordered.addAll(
                    nested ? parts.stream().filter(name -> !name.equals(column)).toList() : List.of(column));
        }
        return ordered;
    }

    static Map<String, String> flatten(ObjectNode row) {
        Map<String, String> flat = new LinkedHashMap<>();
        row.properties().forEach(field -> flatten(flat, field.getKey(), field.getValue()));
        return flat;
    }

    private static void flatten(Map<String, String> flat, String name, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> flatten(flat, name + "." + field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(element.isValueNode() ? element.asString() : element.toString()));
            flat.put(name, String.join(" ", elements));
        } else {
            flat.put(name, value.isNull() ? "" : value.asString());
        }
    }
}
