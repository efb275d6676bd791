package io.rackledger.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of the lines of an import. For one thread at a time. */
final class ImportSummary {
    private static final int MOST_BROKEN_SHOWN = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Long> refused = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private long accepted;
    private long brokenLines;
    private long repeated;
    private long answered;

    /**
     * Takes the server's answer to a line of the file.
     *
     * @throws FailedException if it is none
     */
    void add(long lineNumber, String answer) {
        JsonNode outcome = parse(lineNumber, answer);
        switch (outcome.path("outcome").asString("")) {
            case "accepted" -> accepted++;
            case "refused" -> refused.merge(outcome.path("rule").asString("?"), 1L, Long::sum);
            case "broken" -> addBroken(lineNumber, outcome);
            default -> throw unreadable(lineNumber, null);
        }
        answered++;
        if (outcome.path("repeated").asBoolean(false)) {
            repeated++;
        }
    }

    private static JsonNode parse(long lineNumber, String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException e) {
            throw unreadable(lineNumber, e);
        }
    }

    private static FailedException unreadable(long lineNumber, @Nullable JacksonException cause) {
        String sentence = "the server's answer to line " + lineNumber + " can't be read";
        return cause == null ? new FailedException(sentence) : new FailedException(sentence, cause);
    }

    private void addBroken(long lineNumber, JsonNode outcome) {
        brokenLines++;
        if (broken.size() < MOST_BROKEN_SHOWN) {
            String field = outcome.path("field").asString("");
            broken.add("line " + lineNumber + ": " + (field.isEmpty() ? "" : field + ": ")
                    + outcome.path("because").asString(""));
        }
    }

    long answered() {
        return answered;
    }

    boolean anyBroken() {
        return brokenLines > 0;
    }

    void print(PrintWriter out) {
        long refusedLines = refused.values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ROOT,
                "%d lines: %d accepted, %d refused, %d broken; %d of them repeated%n",
                answered,
                accepted,
                refusedLines,
                brokenLines,
                repeated);
        refused.forEach((rule, lines) -> out.printf(Locale.ROOT, "refused  %s  %d%n", rule, lines));
        broken.forEach(line -> out.printf(Locale.ROOT, "broken   %s%n", line));
        if (brokenLines > broken.size()) {
            out.printf(Locale.ROOT, "broken   and %d lines more%n", brokenLines - broken.size());
        }
        out.flush();
    }
}
