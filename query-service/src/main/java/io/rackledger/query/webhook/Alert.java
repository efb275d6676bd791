package io.rackledger.query.webhook;

import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell: what sets two answers of a view apart, as far as anybody asks for it.
 *
 * @param key  of the row, or of the totals
 * @param data beside view, position and date
 */
record Alert(Topic topic, String key, Map<String, @Nullable Object> data) {
    private static final String BAND = "band";
    private static final String ABOUT = "about";
    private static final String BECAUSE = "because";
    private static final List<String> BESIDE_THE_BAND = List.of(BAND, "index", "hhi", "hhiLow", "hhiHigh");
    private static final Set<String> PARTIES = Set.of("party", "vendor", "buyer");

    /** Each row, and the totals, that came into another band. */
    static List<Alert> bands(Answer before, Answer after) {
        Difference difference = Difference.between(before, after);
        List<Alert> alerts = new ArrayList<>();
        for (Difference.Change change : difference.rows()) {
            if (isAnotherBand(change)) {
                alerts.add(band(change, List.of(change)));
            }
        }
        Difference.Change totals = difference.totals();
        if (totals != null && isAnotherBand(totals)) {
            alerts.add(band(totals, difference.rows()));
        }
        return alerts;
    }

    private static boolean isAnotherBand(Difference.Change change) {
        return !Objects.equals(figure(change.before(), BAND), figure(change.after(), BAND));
    }

    private static Alert band(Difference.Change change, List<Difference.Change> rows) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("key", change.key());
        data.put("before", band(change.before(), change));
        data.put("after", band(change.after(), change));
        data.put(
                BECAUSE,
                rows.stream()
                        .map(row -> figure(row.after() == null ? row.before() : row.after(), BECAUSE))
                        .filter(Objects::nonNull)
                        .toList());
        return new Alert(Topic.BAND_CHANGE, change.key(), data);
    }

    /** The figures that either of the two has, so that what is unknown on one side is told as null. */
    private static Map<String, @Nullable Object> band(@Nullable Row row, Difference.Change change) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        for (String name : BESIDE_THE_BAND) {
            if (has(change.before(), name) || has(change.after(), name)) {
                figures.put(name, figure(row, name));
            }
        }
        return figures;
    }

    /** Each row that is new and concerns the party, or any. */
    static List<Alert> anomalies(Answer before, Answer after, @Nullable String party) {
        return Difference.between(before, after).rows().stream()
                .filter(change -> change.before() == null && concerns(change.after(), party))
                .map(change -> new Alert(
                        Topic.ANOMALY,
                        change.key(),
                        Map.of("anomaly", Objects.requireNonNull(change.after()).figures())))
                .toList();
    }

    private static boolean concerns(@Nullable Row row, @Nullable String party) {
        return party == null
                || (figure(row, ABOUT) instanceof List<?> about
                        && PARTIES.stream().anyMatch(key -> about.contains(key + ":" + party)));
    }

    private static boolean has(@Nullable Row row, String name) {
        return row != null && row.figures().containsKey(name);
    }

    private static @Nullable Object figure(@Nullable Row row, String name) {
        return row == null ? null : row.figures().get(name);
    }
}
