package io.rackledger.query.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a view. The states that it is answered from are those of {@code validAsOf} already; a view uses the
 * date only for what depends on the passing of time itself, such as ages and deadlines.
 *
 * @param validAsOf  the last instant that counts
 * @param parameters the view's own, with fallbacks filled in
 */
public record Question(Instant validAsOf, Map<String, String> parameters) {
    public Question {
        parameters = Map.copyOf(parameters);
    }

    /** The day of {@code validAsOf} in UTC. */
    public LocalDate day() {
        return day(ZoneOffset.UTC);
    }

    public LocalDate day(ZoneId zone) {
        return LocalDate.ofInstant(validAsOf, zone);
    }

    /** A parameter; null if it is not restricted. */
    public @Nullable String parameter(String name) {
        return parameters.get(name);
    }
}
