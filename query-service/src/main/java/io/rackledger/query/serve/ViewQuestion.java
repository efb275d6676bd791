package io.rackledger.query.serve;

import io.rackledger.events.Confidence;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.View;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a view in a query string.
 *
 * @param validAsOf  null for now
 * @param knownAsOf  null for now
 * @param knownSize  how many events of the ledger count; null for all
 * @param confidence the least that counts
 * @param atLeast    the position to wait for; null for none
 * @param patience   how long to wait
 * @param parameters the view's own
 */
record ViewQuestion(
        @Nullable Instant validAsOf,
        @Nullable Instant knownAsOf,
        @Nullable Long knownSize,
        Confidence confidence,
        @Nullable Long atLeast,
        Duration patience,
        Map<String, String> parameters) {
    private static final Set<String> COMMON = Set.of(
            "validAsOf", "knownAsOf", "knownAsOfPosition", "minConfidence", "atLeast", "waitMs", "ledger", "format");
    private static final long DEFAULT_WAIT_MS = 10_000;
    private static final long LONGEST_WAIT_MS = 60_000;

    /**
     * Reads a query string.
     *
     * @throws BadQuestionException naming the parameter that is unknown or makes no sense
     */
    static ViewQuestion read(View view, String ledger, Map<String, String> query) {
        String asked = query.get("ledger");
        if (asked != null && !asked.equals(ledger)) {
            throw new BadQuestionException("ledger", "this service follows ledger '" + ledger + "'");
        }
        return new ViewQuestion(
                instant(query, "validAsOf"),
                instant(query, "knownAsOf"),
                size(query),
                confidence(query),
                number(query, "atLeast", Long.MAX_VALUE - 1),
                Duration.ofMillis(orElse(number(query, "waitMs", LONGEST_WAIT_MS), DEFAULT_WAIT_MS)),
                parameters(view, query));
    }

    /** Whether it asks for what is so now, as far as is known now. */
    boolean isNow() {
        return validAsOf == null && knownAsOf == null && knownSize == null && confidence == Confidence.SPECULATED;
    }

    /** What a view's parameters are where nobody says otherwise. */
    static Map<String, String> fallbacks(View view) {
        return parameters(view, Map.of());
    }

    /** The same question, whoever waits for a position with it. */
    ViewQuestion withoutWaiting() {
        return new ViewQuestion(validAsOf, knownAsOf, knownSize, confidence, null, Duration.ZERO, parameters);
    }

    /** The same question of an earlier moment; a date that it names itself stays. */
    ViewQuestion at(long size, Instant now) {
        return new ViewQuestion(
                validAsOf == null ? now : validAsOf, knownAsOf, size, confidence, null, Duration.ZERO, parameters);
    }

    private static long orElse(@Nullable Long value, long fallback) {
        return value == null ? fallback : value;
    }

    private static @Nullable Long size(Map<String, String> query) {
        Long position = number(query, "knownAsOfPosition", Long.MAX_VALUE - 1);
        return position == null ? null : position + 1;
    }

    static @Nullable Instant instant(Map<String, String> query, String name) {
        String text = query.get(name);
        if (text == null || text.isEmpty() || text.equals("now")) {
            return null;
        }
        try {
            return ValidTime.parse(text).latest();
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException(name, String.valueOf(e.getMessage()));
        }
    }

    private static Confidence confidence(Map<String, String> query) {
        String text = query.get("minConfidence");
        try {
            return text == null ? Confidence.SPECULATED : Confidence.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException("minConfidence", "one of " + List.of(Confidence.values()));
        }
    }

    static @Nullable Long number(Map<String, String> query, String name, long most) {
        String text = query.get(name);
        if (text == null) {
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
            throw new BadQuestionException(name, "a whole number from 0 to " + most);
        } catch (NumberFormatException e) {
            throw new BadQuestionException(name, "a whole number from 0 to " + most);
        }
    }

    private static Map<String, String> parameters(View view, Map<String, String> query) {
        Map<String, String> parameters = new HashMap<>();
        for (Parameter parameter : view.parameters()) {
            String value = query.getOrDefault(parameter.name(), parameter.fallback());
            if (value == null || value.isEmpty()) {
                continue;
            }
            if (!parameter.values().isEmpty() && !parameter.values().contains(value)) {
                throw new BadQuestionException(parameter.name(), "one of " + parameter.values());
            }
            parameters.put(parameter.name(), value);
        }
        Set<String> known = view.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
        for (String name : query.keySet()) {
            if (!known.contains(name) && !COMMON.contains(name)) {
                throw new BadQuestionException(
                        name, "view '" + view.name() + "' has no such parameter; it has " + sorted(known));
            }
        }
        return parameters;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
