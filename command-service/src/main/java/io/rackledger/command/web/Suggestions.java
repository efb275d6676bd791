package io.rackledger.command.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What somebody may have meant, in a sentence for people. */
final class Suggestions {
    /** One more character may be wrong for each that many. */
    private static final int PER_MISTAKE = 4;

    private Suggestions() {}

    /** The known word that is nearest to what was given; null if none is near. */
    static @Nullable String nearest(@Nullable String given, Collection<String> known) {
        return find(given, known).map(word -> "did you mean '" + word + "'?").orElse(null);
    }

    /** The known word that is nearest to what was given, else all of them. */
    static String nearestOrAll(@Nullable String given, Collection<String> known) {
        return find(given, known)
                .map(word -> "did you mean '" + word + "'?")
                .orElseGet(() -> "one of " + String.join(", ", known));
    }

    private static Optional<String> find(@Nullable String given, Collection<String> known) {
        return given == null
                ? Optional.empty()
                : known.stream()
                        .filter(word -> distance(given, word) >= 0)
                        .min(Comparator.comparingInt((String word) -> distance(given, word))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** How many characters differ, whatever their case; -1 if too many. */
    private static int distance(String given, String word) {
        int most = 1 + Math.min(given.length(), word.length()) / PER_MISTAKE;
        return new LevenshteinDistance(most).apply(given.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
    }

    /** The field as an example has it; null if the example lacks it, too. */
    static @Nullable String example(JsonNode example, String path) {
        JsonNode value = example;
        String name = path;
        for (String step : path.replaceAll("\\[\\d+]", ".0").split("\\.", -1)) {
            boolean index = value.isArray() && step.equals("0");
            value = index ? value.path(0) : value.path(step);
            name = index ? name : step;
        }
        return value.isMissingNode() || value.isNull() ? null : "for example \"" + name + "\": " + value;
    }
}
