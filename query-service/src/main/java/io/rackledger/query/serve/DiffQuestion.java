package io.rackledger.query.serve;

import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.View;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which two moments of a view are compared.
 *
 * @param by     whether they differ in what had happened, or in what was known
 * @param from   what is asked of the earlier
 * @param to     what is asked of the later
 * @param asked  what they have in common, with how long to wait for which position
 * @param limit  the most rows of the answer
 * @param offset the first of them, from 0
 */
record DiffQuestion(By by, ViewQuestion from, ViewQuestion to, ViewQuestion asked, int limit, long offset) {
    /** In what two moments differ. */
    enum By {
        /** What had happened in the world by each. */
        VALID,
        /** What the ledger had recorded by each. */
        KNOWN;

        /** Parameters of the other kind of question, which leave no choice here. */
        private Set<String> foreign() {
            return this == VALID
                    ? Set.of("validAsOf", "fromPosition", "toPosition")
                    : Set.of("knownAsOf", "knownAsOfPosition");
        }
    }

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_ROWS = 1_000;
    private static final Set<String> OWN = Set.of("by", "from", "to", "fromPosition", "toPosition", "limit", "offset");

    /** One end. */
    private record End(@Nullable Instant instant, @Nullable Long position) {
        /** The end that the query names as {@code name} or as its position; null if it names none. */
        static @Nullable End of(Map<String, String> query, String name, Instant now) {
            Long position = ViewQuestion.number(query, name + "Position", Long.MAX_VALUE - 1);
            boolean dated = !query.getOrDefault(name, "").isEmpty();
            if (dated && position != null) {
                throw new BadQuestionException(name + "Position", "either " + name + " or its position");
            }
            if (!dated && position == null) {
                return null;
            }
            Instant instant = ViewQuestion.instant(query, name);
            return new End(dated && instant == null ? now : instant, position);
        }

        boolean isAfter(End other) {
            if (instant != null && other.instant != null) {
                return instant.isAfter(other.instant);
            }
            return position != null && other.position != null && position > other.position;
        }
    }

    /**
     * Reads a query string.
     *
     * @param now  the end where none is named, by date
     * @param head the end where none is named, by position
     * @throws BadQuestionException naming the parameter that is unknown, missing or makes no sense
     */
    static DiffQuestion read(View view, String ledger, Map<String, String> query, Instant now, long head) {
        By by = by(query);
        by.foreign().stream().filter(query::containsKey).sorted().findFirst().ifPresent(name -> {
            throw new BadQuestionException(
                    name, "not where moments differ in what " + (by == By.VALID ? "had happened" : "was known"));
        });
        if (query.containsKey("format")) {
            throw new BadQuestionException("format", "a difference is told as JSON only");
        }
        Map<String, String> rest = new HashMap<>(query);
        rest.keySet().removeAll(OWN);
        ViewQuestion asked = ViewQuestion.read(view, ledger, rest);
        End from = End.of(query, "from", now);
        End to = End.of(query, "to", now);
        if (from == null) {
            throw new BadQuestionException("from", "is missing: a date, or with by=known a fromPosition");
        }
        check(from, to, new End(from.instant() == null ? null : now, from.position() == null ? null : head));
        return new DiffQuestion(
                by,
                question(asked, by, from),
                to == null ? asked : question(asked, by, to),
                asked,
                (int) number(query, "limit", DEFAULT_LIMIT, MOST_ROWS),
                number(query, "offset", 0, Integer.MAX_VALUE));
    }

    private static void check(End from, @Nullable End to, End last) {
        if (to != null && (from.position() == null) != (to.position() == null)) {
            throw new BadQuestionException(
                    to.position() == null ? "fromPosition" : "toPosition", "either dates or positions");
        }
        if (from.isAfter(to == null ? last : to)) {
            throw new BadQuestionException(from.position() == null ? "from" : "fromPosition", "it lies after the end");
        }
    }

    private static By by(Map<String, String> query) {
        boolean positions = query.containsKey("fromPosition") || query.containsKey("toPosition");
        String by = query.getOrDefault("by", positions ? "known" : "valid");
        return switch (by) {
            case "valid" -> By.VALID;
            case "known" -> By.KNOWN;
            default -> throw new BadQuestionException("by", "one of " + List.of("valid", "known"));
        };
    }

    private static long number(Map<String, String> query, String name, long fallback, long most) {
        Long number = ViewQuestion.number(query, name, most);
        return number == null ? fallback : number;
    }

    private static ViewQuestion question(ViewQuestion asked, By by, End end) {
        Long position = end.position();
        return new ViewQuestion(
                by == By.VALID ? end.instant() : asked.validAsOf(),
                by == By.VALID ? asked.knownAsOf() : end.instant(),
                by == By.VALID ? asked.knownSize() : position == null ? null : Long.valueOf(position + 1),
                asked.confidence(),
                null,
                Duration.ZERO,
                asked.parameters());
    }
}
