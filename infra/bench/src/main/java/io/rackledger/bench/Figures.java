package io.rackledger.bench;

import io.rackledger.load.Latencies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was measured, told as soon as it is known and kept for a file. */
final class Figures {
    private static final long MEBIBYTE = 1 << 20;

    private final NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
    private final JsonMapper json = JsonMapper.builder().build();
    private final PrintWriter out;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();
    private final Map<String, Double> lag = new LinkedHashMap<>();

    /** What a figure should be: at most or at least so much. */
    record Goal(double value, boolean atMost) {
        static Goal atMost(double value) {
            return new Goal(value, true);
        }

        static Goal atLeast(double value) {
            return new Goal(value, false);
        }

        boolean isMetBy(double figure) {
            return atMost ? figure <= value : figure >= value;
        }
    }

    /**
     * One number.
     *
     * @param goal null where there is none
     * @param note what else there is to say
     */
    record Figure(
            String name,
            double value,
            String unit,
            @Nullable Goal goal,
            String note) {}

    Figures(PrintWriter out) {
        this.out = out;
    }

    void add(String name, double value, String unit, @Nullable Goal goal, String note) {
        figures.add(new Figure(name, value, unit, goal, note));
        String judged = goal == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  %s (goal: %s %s)",
                        goal.isMetBy(value) ? "met" : "MISSED",
                        goal.atMost() ? "at most" : "at least",
                        format.format(goal.value()));
        out.printf(
                Locale.ROOT, "%-52s %,12.1f %-9s%s%s%n", name, value, unit, judged, note.isEmpty() ? "" : "  " + note);
        out.flush();
    }

    /** The median and the 99th percentile, which has a goal where one is given. */
    void add(String name, Latencies latencies, @Nullable Goal goal, String note) {
        add(name + " p50", latencies.millis(0.5), "ms", null, "");
        add(name + " p99", latencies.millis(0.99), "ms", goal, latencies.count() + " times; " + note);
    }

    /** How long subscribers wait; kept under a name of its own. */
    void addLag(String name, Latencies latencies, Goal goal) {
        lag.put("p50Ms", latencies.millis(0.5));
        lag.put("p99Ms", latencies.millis(0.99));
        add(name, latencies, goal, "");
    }

    /**
     * Within how many milliseconds subscribers see it in 99 of 100 cases.
     *
     * @throws IllegalStateException if that was not measured
     */
    double lagP99() {
        Double millis = lag.get("p99Ms");
        if (millis == null) {
            throw new IllegalStateException("the lag was not measured");
        }
        return millis;
    }

    /** Takes over what another process has written, and told. */
    void read(Path file) throws IOException {
        JsonNode read = json.readTree(Files.readString(file));
        for (JsonNode figure : read.path("figures")) {
            JsonNode goal = figure.path("goal");
            figures.add(new Figure(
                    figure.path("name").asString(),
                    figure.path("value").asDouble(),
                    figure.path("unit").asString(),
                    goal.isMissingNode()
                            ? null
                            : new Goal(goal.asDouble(), figure.path("atMost").asBoolean()),
                    figure.path("note").asString()));
        }
        read.path("ratios")
                .properties()
                .forEach(each -> ratios.put(each.getKey(), each.getValue().asDouble()));
        read.path("lag")
                .properties()
                .forEach(each -> lag.put(each.getKey(), each.getValue().asDouble()));
    }

    /** How many times as much as a peer's; kept under a name of its own. */
    void addRatio(String key, String name, double ratio, @Nullable Goal goal) {
        ratios.put(key, ratio);
        add(name, ratio, "times", goal, "");
    }

    /** What is reachable on the heap, after a collection. */
    void heap(String when) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        double used = (double) (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
        add("heap " + when, used, "MiB", null, "");
    }

    /** Writes {@code {"figures": [{"name", "value", …}], "ratios": {key: ratio}, "lag": {"p50Ms", "p99Ms"}}}. */
    void write(Path file) throws IOException {
        ObjectNode written = json.createObjectNode();
        ArrayNode all = written.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode node = all.addObject()
                    .put("name", figure.name())
                    .put("value", figure.value())
                    .put("unit", figure.unit())
                    .put("note", figure.note());
            Goal goal = figure.goal();
            if (goal != null) {
                node.put("goal", goal.value()).put("atMost", goal.atMost()).put("met", goal.isMetBy(figure.value()));
            }
        }
        written.set("ratios", json.valueToTree(ratios));
        if (!lag.isEmpty()) {
            written.set("lag", json.valueToTree(lag));
        }
        Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(written));
    }
}
