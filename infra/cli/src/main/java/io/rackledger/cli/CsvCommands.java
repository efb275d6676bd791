package io.rackledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows as commands. A command's id is that of its row, else it follows from what the row says: the same file imported
 * again is repeated only, and rows that say the same count once.
 */
final class CsvCommands {
    private static final int MOST_MISTAKES_SHOWN = 20;
    private static final int ID_BYTES = 16;
    private static final List<String> OF_AN_ORDER = List.of("order", "buyer", "programme", "placedOn");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private CsvCommands() {}

    /**
     * The commands, in the order of their first rows.
     *
     * @throws FailedException naming line and column if a cell is wrong
     */
    static List<CommandLines.Line> of(CsvFile file) {
        file.rows().forEach(row -> demand(row, file.kind().filled()));
        List<CommandLines.Line> lines = switch (file.kind()) {
            case ORDERS -> orders(file.rows());
            case DELIVERIES -> file.rows().stream().map(CsvCommands::delivery).toList();
        };
        List<String> mistakes = file.mistakes();
        if (!mistakes.isEmpty()) {
            String more = mistakes.size() > MOST_MISTAKES_SHOWN
                    ? "\nand " + (mistakes.size() - MOST_MISTAKES_SHOWN) + " more"
                    : "";
            throw new FailedException("nothing was sent:\n"
                    + String.join("\n", mistakes.subList(0, Math.min(mistakes.size(), MOST_MISTAKES_SHOWN)))
                    + more);
        }
        return lines;
    }

    private static void demand(CsvRow row, Set<String> columns) {
        columns.stream()
                .filter(column -> row.text(column) == null)
                .sorted()
                .forEach(column -> row.wrong(column, "is empty"));
    }

    private static List<CommandLines.Line> orders(List<CsvRow> rows) {
        Map<String, List<CsvRow>> byOrder = new LinkedHashMap<>();
        for (CsvRow row : rows) {
            byOrder.computeIfAbsent(String.valueOf(row.text("order")), order -> new ArrayList<>())
                    .add(row);
        }
        return byOrder.values().stream().map(CsvCommands::order).toList();
    }

    private static CommandLines.Line order(List<CsvRow> rows) {
        CsvRow first = rows.getFirst();
        demand(first, Set.of("buyer"));
        for (CsvRow row : rows) {
            OF_AN_ORDER.forEach(column -> agree(first, row, column));
            CsvKind.ENVELOPE.forEach(column -> agree(first, row, column));
        }
        ObjectNode body = JSON.createObjectNode();
        first.copy(body, OF_AN_ORDER);
        ArrayNode allocations = body.putArray("allocations");
        for (CsvRow row : rows) {
            ObjectNode allocation = allocations.addObject();
            row.copy(allocation, List.of("lot", "vendor"));
            row.measures(allocation);
        }
        return line(CsvKind.ORDERS, first, body);
    }

    /** What is said of an order stands in its first row; further rows repeat it, or leave it out. */
    private static void agree(CsvRow first, CsvRow row, String column) {
        String text = row.text(column);
        if (text != null && !text.equals(first.text(column))) {
            row.wrong(
                    column,
                    "'" + text + "' is not what line " + first.line() + " says of order '" + first.text("order") + "'");
        }
    }

    private static CommandLines.Line delivery(CsvRow row) {
        ObjectNode body = JSON.createObjectNode();
        row.copy(body, List.of("delivery", "order", "lot", "vendor", "deliveredOn", "facility"));
        row.measures(body);
        if (!body.has("measures")) {
            body.putObject("measures");
        }
        return line(CsvKind.DELIVERIES, row, body);
    }

    private static CommandLines.Line line(CsvKind kind, CsvRow row, ObjectNode body) {
        row.copy(body, List.of("mode", "correlation"));
        ObjectNode provenance = JSON.createObjectNode();
        row.copy(provenance, List.of("source", "confidence", "quote", "asserter"));
        if (!provenance.isEmpty()) {
            for (String column : List.of("source", "confidence")) {
                if (!provenance.has(column)) {
                    row.wrong(column, "is empty; a source and its confidence go together");
                }
            }
            body.set("provenance", provenance);
        }
        ObjectNode command = JSON.createObjectNode().put("command", kind.command());
        String id = row.text("id");
        command.put("id", id == null ? "csv-" + hash(kind.command() + " " + body) : id);
        command.set("body", body);
        return new CommandLines.Line(row.line(), JSON.writeValueAsBytes(command));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
