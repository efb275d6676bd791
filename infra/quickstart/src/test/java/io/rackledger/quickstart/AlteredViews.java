package io.rackledger.quickstart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An export of views, altered once in each of many ways. */
final class AlteredViews {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final int KINDS = 13;

    private final Random random;
    private final List<String> lines;

    AlteredViews(String export, Random random) {
        this.lines = export.lines().toList();
        this.random = random;
    }

    /**
     * An altered one.
     *
     * @param view whose answer was altered; empty where that is no single one
     */
    record Altered(String what, String view, String text) {}

    /** The alteration of that number; half of them are of a figure. */
    Altered altered(int number) {
        List<String> all = new ArrayList<>(lines);
        int at = random.nextInt(all.size() - 1);
        return switch (number % (2 * KINDS)) {
            case 0 -> told("a line less", "", without(all, at));
            case 1 -> told("no last line", "", without(all, all.size() - 1));
            case 2 -> told("a line twice", "", with(all, at, all.get(at)));
            case 3 -> changed("a row less", all, rows -> rows.remove(random.nextInt(rows.size())));
            case 4 -> changed("a row twice", all, rows -> rows.add(rows.get(random.nextInt(rows.size()))));
            case 5 -> changed("rows in another order", all, AlteredViews::turn);
            case 6 -> {
                ObjectNode line = object(all.get(at));
                line.put("position", line.path("position").asLong() - 1);
                yield told("another position", "", replaced(all, at, line));
            }
            case 7 -> {
                ObjectNode last = object(all.getLast());
                String hash = last.path("hash").asString();
                last.put("hash", (hash.charAt(0) == '0' ? '1' : '0') + hash.substring(1));
                yield told("another hash", "", replaced(all, all.size() - 1, last));
            }
            case 8 -> {
                ObjectNode last = object(all.getLast());
                last.put("views", last.path("views").asLong() - 1);
                yield told("a line less, and counted so", "", without(replaced(all, all.size() - 1, last), at));
            }
            case 9 ->
                told(
                        "nothing at all, and counted so",
                        "",
                        List.of("{\"views\":0,\"position\":-1,\"hash\":\"" + "0".repeat(64) + "\"}"));
            case 10 -> {
                ObjectNode line = object(all.get(at));
                line.put("validAsOf", "2024-06-30T00:00:00Z");
                yield told("another instant", "", replaced(all, at, line));
            }
            case 11 -> {
                ObjectNode line = object(all.get(at));
                ((ObjectNode) line.path("parameters")).put("vendor", "dell");
                yield told("another question", "", replaced(all, at, line));
            }
            case 12 -> {
                ObjectNode line = object(all.get(at));
                line.put("note", "approved");
                yield told("a member that nobody checks", "", replaced(all, at, line));
            }
            default -> {
                ObjectNode line = object(all.get(at));
                List<Runnable> figures = new ArrayList<>();
                collect(line.path("totals"), figures);
                collect(line.path("rows"), figures);
                if (figures.isEmpty()) {
                    yield altered(number);
                }
                figures.get(random.nextInt(figures.size())).run();
                yield told("a figure", line.path("view").asString(), replaced(all, at, line));
            }
        };
    }

    private static Altered told(String what, String view, List<String> lines) {
        return new Altered(what, view, String.join("\n", lines) + "\n");
    }

    private static List<String> without(List<String> all, int at) {
        all.remove(at);
        return all;
    }

    private static List<String> with(List<String> all, int at, String line) {
        all.add(at, line);
        return all;
    }

    private static List<String> replaced(List<String> all, int at, JsonNode line) {
        all.set(at, line.toString());
        return all;
    }

    /** In a view that has two rows or more. */
    private Altered changed(String what, List<String> all, Consumer<ArrayNode> change) {
        List<Integer> several = new ArrayList<>();
        for (int i = 0; i < all.size() - 1; i++) {
            if (object(all.get(i)).path("rows").size() > 1) {
                several.add(i);
            }
        }
        int at = several.get(random.nextInt(several.size()));
        ObjectNode line = object(all.get(at));
        change.accept((ArrayNode) line.path("rows"));
        return told(what, line.path("view").asString(), replaced(all, at, line));
    }

    private static void turn(ArrayNode rows) {
        List<JsonNode> turned = new ArrayList<>();
        rows.forEach(turned::add);
        Collections.rotate(turned, 1);
        rows.removeAll();
        turned.forEach(rows::add);
    }

    /** What would alter each figure, however deep it lies. */
    private static void collect(JsonNode node, List<Runnable> figures) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> {
                if (object.path(name).isContainer()) {
                    collect(object.path(name), figures);
                } else {
                    figures.add(() -> object.set(name, another(object.path(name))));
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                if (array.get(i).isContainer()) {
                    collect(array.get(i), figures);
                } else {
                    figures.add(() -> array.set(at, another(array.get(at))));
                }
            }
        }
    }

    private static JsonNode another(JsonNode figure) {
        return switch (figure.getNodeType()) {
            case NUMBER ->
                JSON.getNodeFactory().numberNode(figure.decimalValue().add(BigDecimal.ONE));
            case BOOLEAN -> JSON.getNodeFactory().booleanNode(!figure.asBoolean());
            case NULL -> JSON.getNodeFactory().numberNode(0);
            default -> JSON.getNodeFactory().stringNode(figure.asString() + "x");
        };
    }

    private static ObjectNode object(String line) {
        return (ObjectNode) JSON.readTree(line);
    }
}
