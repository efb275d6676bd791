package io.rackledger.query.serve;

import io.rackledger.events.Confidence;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.follow.Unfolding;
import io.rackledger.query.follow.Unfolding.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a query string wants an order or programme told.
 *
 * @param between the time from one step to the next; zero for as fast as possible
 */
record UnfoldingQuestion(Unfolding.Manner manner, Duration between) {
    private static final List<String> PARAMETERS =
            List.of("by", "order", "from", "to", "speed", "minConfidence", "knownAsOf", "ledger");
    private static final int FASTEST = 1_000;

    /**
     * Reads a query string.
     *
     * @throws BadQuestionException naming the parameter that is unknown or makes no sense
     */
    static UnfoldingQuestion read(String ledger, Map<String, String> query) {
        query.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadQuestionException(name, "there is no such parameter; there are " + PARAMETERS);
                });
        oneOf(query, "ledger", List.of(ledger));
        Instant from = time(query, "from", ValidTime::earliest, Instant.MIN);
        Instant to = time(query, "to", ValidTime::latest, Instant.MAX);
        if (to.isBefore(from)) {
            throw new BadQuestionException("to", "lies before 'from'");
        }
        String confidence = oneOf(
                query,
                "minConfidence",
                List.of(Confidence.values()).stream().map(Enum::name).toList());
        return new UnfoldingQuestion(
                new Unfolding.Manner(
                        "known".equals(oneOf(query, "order", List.of("valid", "known")))
                                ? Sequence.KNOWN
                                : Sequence.VALID,
                        "day".equals(oneOf(query, "by", List.of("event", "day"))),
                        from,
                        to,
                        time(query, "knownAsOf", ValidTime::latest, Instant.MAX),
                        confidence == null ? Confidence.SPECULATED : Confidence.valueOf(confidence)),
                between(query.get("speed")));
    }

    private static @Nullable String oneOf(Map<String, String> query, String name, List<String> values) {
        String text = query.get(name);
        if (text != null && !values.contains(text)) {
            throw new BadQuestionException(name, "one of " + values);
        }
        return text;
    }

    private static Instant time(
            Map<String, String> query, String name, Function<ValidTime, Instant> instant, Instant fallback) {
        String text = query.get(name);
        try {
            return text == null || text.isEmpty() ? fallback : instant.apply(ValidTime.parse(text));
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException(name, String.valueOf(e.getMessage()));
        }
    }

    private static Duration between(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        try {
            int speed = Integer.parseInt(text);
            if (speed >= 0 && speed <= FASTEST) {
                return speed == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(speed);
            }
            throw new BadQuestionException("speed", speeds());
        } catch (NumberFormatException e) {
            throw new BadQuestionException("speed", speeds());
        }
    }

    private static String speeds() {
        return "steps a second, a whole number from 1 to " + FASTEST + ", or 0 for as fast as possible";
    }
}
