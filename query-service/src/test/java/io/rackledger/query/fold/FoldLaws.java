package io.rackledger.query.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.WireJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What holds of every fold and every view, whatever the history. */
public final class FoldLaws {
    private static final JsonMapper JSON = WireJson.strict();
    private static final BigDecimal ROUNDING = new BigDecimal("0.00001");

    private FoldLaws() {}

    /**
     * Of each entity: it is of a kind that the fold names; folding goes on from any cut, also through JSON, as if it had never stopped; rows fit the
     * columns.
     */
    public static <S> void assertFold(Fold<S> fold, List<Recorded> history) {
        byEntity(fold, history).forEach((key, events) -> {
            assertThat(fold.entities()).contains(key.key());
            List<S> states = new ArrayList<>(List.of(fold.initial(key)));
            for (Recorded recorded : events) {
                assertThat(fold.types()).contains(recorded.event().getClass());
                states.add(fold.fold(states.getLast(), recorded));
            }
            for (int cut = 0; cut <= events.size(); cut++) {
                S resumed = throughJson(fold, states.get(cut));
                assertThat(resumed).isEqualTo(states.get(cut));
                for (Recorded recorded : events.subList(cut, events.size())) {
                    resumed = fold.fold(resumed, recorded);
                }
                assertThat(resumed)
                        .as("%s of %s from %d", fold.name(), key, cut)
                        .isEqualTo(states.getLast());
                assertRows(fold, states.get(cut));
            }
        });
    }

    private static <S> Map<Tag, List<Recorded>> byEntity(Fold<S> fold, List<Recorded> history) {
        Map<Tag, List<Recorded>> events = new TreeMap<>();
        history.stream()
                .sorted(Replay.ORDER)
                .forEach(recorded -> fold.keysOf(recorded)
                        .forEach(key -> events.computeIfAbsent(key, any -> new ArrayList<>())
                                .add(recorded)));
        return events;
    }

    private static <S> S throughJson(Fold<S> fold, S state) {
        return JSON.readValue(JSON.writeValueAsBytes(state), fold.stateType());
    }

    private static <S> void assertRows(Fold<S> fold, S state) {
        for (List<Object> row : fold.rows(state)) {
            assertThat(row).hasSameSizeAs(fold.columns());
            for (int i = 0; i < row.size(); i++) {
                assertThat(row.get(i) == null || javaType(fold.columns().get(i)).isInstance(row.get(i)))
                        .as("%s holds %s", fold.columns().get(i), row.get(i))
                        .isTrue();
            }
        }
    }

    private static Class<?> javaType(Column column) {
        return switch (column.type()) {
            case TEXT -> String.class;
            case COUNT -> Long.class;
            case DECIMAL -> BigDecimal.class;
            case DATE -> java.time.LocalDate.class;
            case TIME -> java.time.Instant.class;
            case FLAG -> Boolean.class;
        };
    }

    /**
     * Of each answer: rows have distinct keys and the declared columns; coverage lies in 0 to 1; bounds hold the figure;
     * shares that are all known sum to 1.
     */
    public static void assertAnswer(View view, Answer answer) {
        assertThat(answer.rows()).extracting(Row::key).doesNotHaveDuplicates();
        for (Row row : answer.rows()) {
            assertThat(row.figures().keySet()).containsExactlyElementsOf(view.columns());
            assertBounds(row.figures());
        }
        assertBounds(answer.totals().figures());
        JSON.writeValueAsBytes(answer.rows().stream().map(Row::figures).toList());
        JSON.writeValueAsBytes(answer.totals().figures());
    }

    private static void assertBounds(Map<String, Object> figures) {
        if (figures.get("coverage") instanceof BigDecimal coverage) {
            assertThat(coverage).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
        }
        assertInOrder(figures, "low", "share", "high");
        for (String name : figures.keySet()) {
            if (name.endsWith("Low")) {
                String figure = name.substring(0, name.length() - "Low".length());
                assertInOrder(figures, name, figure, figure + "High");
            }
        }
    }

    static void assertInOrder(Map<String, Object> figures, String... names) {
        List<BigDecimal> known = new ArrayList<>();
        for (String name : names) {
            if (figures.get(name) instanceof Number figure) {
                known.add(new BigDecimal(figure.toString()));
            }
        }
        assertThat(known).as("%s", figures).isSorted();
    }

    /** Shares of one group of rows: sum to 1 if all are known, else leave room for it. */
    public static void assertShares(List<Row> rows) {
        List<Row> counted =
                rows.stream().filter(row -> row.figures().get("low") != null).toList();
        if (counted.isEmpty()) {
            return;
        }
        assertThat(sum(counted, "low")).isLessThanOrEqualTo(BigDecimal.ONE.add(ROUNDING));
        assertThat(sum(counted, "high")).isGreaterThanOrEqualTo(BigDecimal.ONE.subtract(ROUNDING));
        if (counted.stream().allMatch(row -> row.figures().get("share") != null)) {
            assertThat(sum(counted, "share").subtract(BigDecimal.ONE).abs()).isLessThanOrEqualTo(ROUNDING);
        }
    }

    private static BigDecimal sum(List<Row> rows, String name) {
        return rows.stream().map(row -> (BigDecimal) row.figures().get(name)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
