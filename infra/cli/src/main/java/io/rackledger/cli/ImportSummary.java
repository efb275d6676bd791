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
    private static final int MOST_SHOWN = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final boolean check;
    private final Map<String, Long> refused = new TreeMap<>();
    private final List<String> refusedLines = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private long accepted;
    private long brokenLines;
    private long repeated;
    private long answered;

    /**
     * A summary of nothing yet.
     *
     * @param check whether nothing is written, and refused lines are told one by one
     */
    ImportSummary(boolean check) {
        this.check = check;
    }

    /**
     * Takes the server's answer to a line of the file.
     *
     * @throws FailedException if it is none
     */
    void add(long lineNumber, String answer) {
        JsonNode outcome = parse(lineNumber, answer);
        switch (outcome.path("outcome").asString("")) {
            case "accepted" -> accepted++;
            case "refused" -> addRefused(lineNumber, outcome);
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

    private void addRefused(long lineNumber, JsonNode outcome) {
        String rule = outcome.path("rule").asString("?");
        refused.merge(rule, 1L, Long::sum);
        if (check && refusedLines.size() < MOST_SHOWN) {
            refusedLines.add("line " + lineNumber + ": " + rule + ": "
                    + outcome.path("because").asString(""));
        }
    }

    private void addBroken(long lineNumber, JsonNode outcome) {
        brokenLines++;
        if (broken.size() < MOST_SHOWN) {
            String field = outcome.path("field").asString("");
            String suggestion = outcome.path("suggestion").asString("");
            broken.add("line " + lineNumber + ": " + (field.isEmpty() ? "" : field + ": ")
                    + outcome.path("because").asString("") + (suggestion.isEmpty() ? "" : "; " + suggestion));
        }
    }

    long answered() {
        return answered;
    }

    boolean anyBroken() {
        return brokenLines > 0;
    }

    boolean anyRefused() {
        return !refused.isEmpty();
    }

    void print(PrintWriter out) {
        long refusals = refused.values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ROOT,
                "%d lines: %d accepted, %d refused, %d broken; %d of them repeated%n",
                answered,
                accepted,
                refusals,
                brokenLines,
                repeated);
        refused.forEach((rule, lines) -> out.printf(Locale.ROOT, "refused  %s  %d%n", rule, lines));
        if (check) {
            print(out, "refused", refusedLines, refusals);
        }
        print(out, "broken ", broken, brokenLines);
        if (check) {
            out.println("nothing was written");
        }
        out.flush();
    }

    private static void print(PrintWriter out, String outcome, List<String> shown, long all) {
        shown.forEach(line -> out.printf(Locale.ROOT, "%s  %s%n", outcome, line));
        if (all > shown.size()) {
            out.printf(Locale.ROOT, "%s  and %d lines more%n", outcome, all - shown.size());
        }
    }
}
