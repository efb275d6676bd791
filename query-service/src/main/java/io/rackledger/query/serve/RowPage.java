package io.rackledger.query.serve;

import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of an answer are told: those after the row of a key, and no more than so many. Rows that aren't told are
 * not worked out.
 *
 * @param limit null for all
 * @param after null to begin with the first
 */
record RowPage(@Nullable Integer limit, @Nullable String after) {
    private static final int MOST = 1_000;
    private static final Set<String> PARAMETERS = Set.of("limit", "after");

    /**
     * An answer with some of its rows.
     *
     * @param next the key of its last row, where more rows follow; else null
     */
    record Told(Answer answer, @Nullable String next) {}

    /**
     * Reads a query string.
     *
     * @throws BadQuestionException naming the parameter that makes no sense
     */
    static RowPage read(Map<String, String> query) {
        Long limit = ViewQuestion.number(query, "limit", MOST);
        if (limit != null && limit == 0) {
            throw new BadQuestionException("limit", "a whole number from 1 to " + MOST);
        }
        return new RowPage(limit == null ? null : limit.intValue(), query.get("after"));
    }

    /** The query string without what this reads. */
    static Map<String, String> others(Map<String, String> query) {
        Map<String, String> others = new HashMap<>(query);
        others.keySet().removeAll(PARAMETERS);
        return others;
    }

    /**
     * Lets no subscriber ask for a page: which rows a page has changes with every change of others.
     *
     * @throws BadQuestionException naming the parameter
     */
    static void refuse(Map<String, String> query) {
        PARAMETERS.stream().sorted().filter(query::containsKey).findFirst().ifPresent(name -> {
            throw new BadQuestionException(name, "a stream tells all rows; only an answer comes in pages");
        });
    }

    /** Whether somebody asked for a page at all. */
    boolean isAsked() {
        return limit != null || after != null;
    }

    /**
     * The page of an answer.
     *
     * @throws BadQuestionException if the answer has no row of that key
     */
    Told of(Answer answer) {
        List<Row> rows = answer.rows();
        int from = after == null ? 0 : indexOf(after, rows) + 1;
        int to = limit == null ? rows.size() : Math.min(rows.size(), from + limit);
        List<Row> told = rows.subList(from, to);
        return new Told(
                new Answer(answer.totals(), told),
                to < rows.size() ? told.getLast().key() : null);
    }

    private static int indexOf(String key, List<Row> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(key)) {
                return i;
            }
        }
        throw new BadQuestionException(
                "after", "this answer has no row '" + key + "'; name position and date, so that all pages are of one");
    }
}
