package io.rackledger.quickstart.chaos;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a client was told of a command. */
sealed interface Told {
    /** An event, and where it was said to stand. */
    record At(String event, long position) {}

    /** It happened, as these events. */
    record Accepted(List<At> events) implements Told {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** A rule is against it; that stands at a position. */
    record Refused(long position) implements Told {}

    /** It was certainly not taken. */
    record NotTaken() implements Told {}

    /** Nothing, or nothing certain. */
    record Unanswered() implements Told {}

    /** Reads a line of an import's answer. */
    static Told of(JsonNode line) {
        return switch (line.path("outcome").asString("")) {
            case "accepted" -> {
                List<At> events = new ArrayList<>();
                line.path("events")
                        .forEach(event -> events.add(new At(
                                event.path("id").asString(),
                                event.path("position").asLong(-1))));
                yield new Accepted(events);
            }
            case "refused" -> new Refused(line.path("position").asLong(-1));
            case "failed" ->
                line.path("problem").asString("").equals("outcome-unknown") ? new Unanswered() : new NotTaken();
            case "broken" -> new NotTaken();
            default -> new Unanswered();
        };
    }

    /** Whether it will be told the same for ever. */
    default boolean isFinal() {
        return this instanceof Accepted || this instanceof Refused;
    }
}
