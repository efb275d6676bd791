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
import java.util.TreeSet;
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

    private static final Set<String> VIEW =
            Set.of("view", "ledger", "incarnation", "position", "validAsOf", "parameters", "totals", "rows");
    private static final Set<String> LAST = Set.of("views", "position", "hash");

    private final ViewRecount recount;
    private final @Nullable Genesis genesis;
    private final long size;
    private final List<Commit> commits;
    private final String where;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<ViewRecount.Asked> awaited;
    private long differences;
    private long rows;
    private int views;
    private long reached = -1;
    private String validAsOf = "";
    private boolean ended;
    private boolean foreign;

    /**
     * @param recount has taken the ledger
     * @param genesis of the ledger
     * @param commits of the ledger, which were verified
     * @param where   what the file is called
     */
    ViewsFile(ViewRecount recount, @Nullable Genesis genesis, List<Commit> commits, String where) {
        this.recount = recount;
        this.awaited = new LinkedHashSet<>(recount.asked());
        this.genesis = genesis;
        this.size =
                commits.stream().mapToLong(commit -> commit.entries().size()).sum();
        this.commits = List.copyOf(commits);
        this.where = where;
    }

    /** Compares all lines, unless they are of another ledger. */
    void compare(BufferedReader lines) throws IOException {
        int number = 0;
        for (String line = lines.readLine(); line != null && !foreign; line = lines.readLine()) {
            number++;
            String at = where + ", line " + number;
            try {
                take(at, JSON.readTree(line));
            } catch (JacksonException e) {
                wrong(at + " is no line of JSON: " + e.getOriginalMessage());
            }
        }
        if (!foreign) {
            awaited.forEach(asked -> wrong(where + ": " + asked + " is missing"));
            if (!ended) {
                wrong(where + " ends before its last line, which says how many views there are");
            }
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

    private boolean hasOnly(String at, JsonNode line, Set<String> members) {
        Set<String> names = new TreeSet<>(line.propertyNames());
        if (!names.equals(members)) {
            wrong(at + " has the members " + names + ", where " + new TreeSet<>(members) + " are expected");
        }
        return names.equals(members);
    }

    private void end(String at, JsonNode line) {
        if (!hasOnly(at, line, LAST)) {
            return;
        }
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
        if (!hasOnly(at, line, VIEW)) {
            return;
        }
        if (genesis == null
                || !line.path("ledger").asString("").equals(genesis.ledger())
                || !line.path("incarnation").asString("").equals(genesis.incarnation())) {
            foreign = true;
            wrong(at + " is of another ledger: " + line.path("ledger").asString("") + ", incarnation "
                    + line.path("incarnation").asString(""));
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        line.path("parameters")
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asString("")));
        ViewRecount.Asked asked = new ViewRecount.Asked(line.path("view").asString(""), parameters);
        if (!awaited.remove(asked)) {
            wrong(at + ": " + asked + " stands there twice, or is nothing that an export answers");
            return;
        }
        JsonNode position = line.path("position");
        if (!position.isIntegralNumber() || position.asLong() < -1 || position.asLong() >= size) {
            wrong(at + ": " + asked + " was told at position " + position + ", and the ledger here has " + size
                    + " events");
            return;
        }
        String instant = line.path("validAsOf").asString("");
        if (validAsOf.isEmpty()) {
            validAsOf = instant;
            reached = position.asLong();
        }
        if (position.asLong() != reached || !instant.equals(validAsOf)) {
            wrong(at + ": " + asked + " was told at position " + position + " as of " + instant + ", and others at "
                    + reached + " as of " + validAsOf);
            return;
        }
        recount(at, asked, line);
    }

    private void recount(String at, ViewRecount.Asked asked, JsonNode line) {
        JsonNode recounted;
        try {
            recounted = JSON.readTree(
                    recount.answer(asked, reached + 1, Instant.parse(validAsOf)).toString());
        } catch (DateTimeException e) {
            wrong(at + ": " + asked + " tells no instant that it is of: " + validAsOf);
            return;
        } catch (RuntimeException e) {
            wrong(at + ": " + asked + " can't be worked out: " + e.getMessage());
            return;
        }
        compare(asked.toString(), "", recounted.path("totals"), line.path("totals"));
        compareRows(asked.toString(), recounted.path("rows"), line.path("rows"));
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
