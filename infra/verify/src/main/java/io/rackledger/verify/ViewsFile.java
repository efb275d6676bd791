package io.rackledger.verify;

import io.rackledger.format.Commit;
import io.rackledger.format.Hash;
import io.rackledger.format.Header.Genesis;
import io.rackledger.verify.Finding.What;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares an export of views, a view in each line, with what the verified events of its ledger come to. For one thread.
 */
final class ViewsFile {
    /** So many differences are told one by one. */
    static final int MOST_TOLD = 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final ViewRecount recount;
    private final @Nullable Genesis genesis;
    private final long size;
    private final List<Commit> commits;
    private final String where;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private long differences;
    private long rows;
    private int views;
    private long reached = -1;
    private boolean ended;

    /**
     * @param recount has taken the ledger
     * @param genesis of the ledger
     * @param commits of the ledger, which were verified
     * @param where   what the file is called
     */
    ViewsFile(ViewRecount recount, @Nullable Genesis genesis, List<Commit> commits, String where) {
        this.recount = recount;
        this.genesis = genesis;
        this.size =
                commits.stream().mapToLong(commit -> commit.entries().size()).sum();
        this.commits = List.copyOf(commits);
        this.where = where;
    }

    /** Compares all lines. */
    void compare(BufferedReader lines) throws IOException {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String at = where + ", line " + number;
            try {
                take(at, JSON.readTree(line));
            } catch (JacksonException e) {
                wrong(at + " is no line of JSON: " + e.getOriginalMessage());
            }
        }
        if (!ended) {
            wrong(where + " ends before its last line, which says how many views there are: views are missing");
        }
        if (differences > findings.size()) {
            findings.add(Finding.of(
                    What.VIEW, String.format(Locale.ROOT, "and %,d more differences", differences - findings.size())));
        }
    }

    private void wrong(String said) {
        differences++;
        if (findings.size() < MOST_TOLD) {
            findings.add(Finding.of(What.VIEW, said));
        }
    }

    private void take(String at, JsonNode line) {
        if (ended) {
            wrong(at + " stands behind the last line");
        } else if (line.has("views")) {
            ended = true;
            end(at, line);
        } else {
            view(at, line);
        }
    }

    private void end(String at, JsonNode line) {
        if (line.path("views").asLong(-1) != views) {
            wrong(at + " says that there are " + line.path("views") + " views, and there are " + views);
        }
        if (line.path("position").asLong(-2) != reached) {
            wrong(at + " says that they stand at position " + line.path("position") + ", and they do at " + reached);
        } else if (!line.path("hash").asString("").equals(hash())) {
            wrong(at + " says that they follow from commit " + line.path("hash").asString("") + ", and the ledger has "
                    + hash() + " there");
        }
    }

    /** Of the commit that the views stand at. */
    private String hash() {
        return commits.stream()
                .filter(commit -> !commit.entries().isEmpty() && commit.header().position() <= reached)
                .reduce((earlier, later) -> later)
                .map(Commit::hash)
                .orElse(Hash.ZERO)
                .toString();
    }

    private void view(String at, JsonNode line) {
        views++;
        String name = line.path("view").asString("");
        long position = line.path("position").asLong(Long.MAX_VALUE - 1);
        if (genesis == null
                || !line.path("ledger").asString("").equals(genesis.ledger())
                || !line.path("incarnation").asString("").equals(genesis.incarnation())) {
            wrong(at + " is of another ledger: " + line.path("ledger").asString("") + ", incarnation "
                    + line.path("incarnation").asString(""));
            return;
        }
        if (position < -1 || position >= size) {
            wrong(at + ": view " + name + " was told at position " + line.path("position")
                    + ", and the ledger here has " + size + " events");
            return;
        }
        if (views > 1 && position != reached) {
            wrong(at + ": view " + name + " was told at position " + position + ", and others at " + reached);
        }
        reached = position;
        Map<String, String> parameters = new LinkedHashMap<>();
        line.path("parameters")
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asString("")));
        if (!seen.add(name + parameters)) {
            wrong(at + ": view " + name + " with " + parameters + " stands there twice");
        }
        recount(at, name, parameters, position + 1, line);
    }

    private void recount(String at, String name, Map<String, String> parameters, long known, JsonNode line) {
        JsonNode answer;
        try {
            answer = recount.answer(
                    name,
                    parameters,
                    known,
                    Instant.parse(line.path("validAsOf").asString("")));
        } catch (DateTimeException e) {
            wrong(at + ": view " + name + " tells no instant that it is of: " + line.path("validAsOf"));
            return;
        } catch (RuntimeException e) {
            wrong(at + ": view " + name + " can't be worked out: " + e.getMessage());
            return;
        }
        if (answer == null) {
            wrong(at + ": there is no view " + name);
            return;
        }
        JsonNode recounted = JSON.readTree(answer.toString());
        String view = "view " + name + (parameters.isEmpty() ? "" : " " + parameters);
        compare(view, "", recounted.path("totals"), line.path("totals"));
        compareRows(view, recounted.path("rows"), line.path("rows"));
    }

    private void compareRows(String view, JsonNode expected, JsonNode told) {
        Map<String, JsonNode> ours = byKey(view, expected);
        Map<String, JsonNode> theirs = byKey(view, told);
        ours.forEach((key, row) -> {
            rows++;
            JsonNode other = theirs.get(key);
            if (other == null) {
                wrong(view + ": row " + key + " is missing");
            } else {
                compare(view + ", row " + key, "", row, other);
            }
        });
        theirs.keySet().stream()
                .filter(key -> !ours.containsKey(key))
                .forEach(key -> wrong(view + ": row " + key + " follows from no event"));
        if (theirs.keySet().equals(ours.keySet())
                && !List.copyOf(theirs.keySet()).equals(List.copyOf(ours.keySet()))) {
            wrong(view + ": its rows are in another order");
        }
    }

    private Map<String, JsonNode> byKey(String view, JsonNode rows) {
        Map<String, JsonNode> byKey = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            String key = row.path("key").asString("");
            if (byKey.put(key, row) != null) {
                wrong(view + ": row " + key + " stands there twice");
            }
        }
        return byKey;
    }

    /** Each figure by itself, down to where they differ. */
    private void compare(String where, String figure, JsonNode expected, JsonNode told) {
        if (expected.isObject() && told.isObject()) {
            Set<String> names = new LinkedHashSet<>(expected.propertyNames());
            names.addAll(told.propertyNames());
            names.forEach(name -> compare(
                    where, figure.isEmpty() ? name : figure + "." + name, expected.path(name), told.path(name)));
        } else if (!expected.equals(told)) {
            wrong("%s: %s is %s, and by the ledger's events %s".formatted(where, figure, shown(told), shown(expected)));
        }
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }

    /** What was found, in the order of the file. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** What was compared, in words. */
    String compared() {
        return String.format(
                Locale.ROOT, "%,d answers of views at event %,d, with %,d rows, from %s", views, reached, rows, where);
    }
}
