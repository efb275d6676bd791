package io.rackledger.query.fold;

import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An instant with the spans of time that hold it and go on after it: of what is known to lie in one of those, no one can
 * tell whether it had happened. Looking a span up is cheap, so that all movements of all orders can be asked.
 */
record Moment(Instant instant, Set<ValidTime> spans) {
    Moment {
        spans = Set.copyOf(spans);
    }

    static Moment of(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        String text = day.toString();
        String year = text.substring(0, 4);
        return new Moment(
                instant,
                Stream.of(year, year + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR), text.substring(0, 7), text)
                        .map(ValidTime::parse)
                        .filter(span -> span.latest().isAfter(instant))
                        .collect(Collectors.toSet()));
    }

    /** Whether a movement may have happened by then or not. What nobody dates had happened when it was recorded. */
    boolean splits(Movement movement) {
        ValidTime at = movement.at();
        return at == null ? movement.recordedAt().isAfter(instant) : spans.contains(at);
    }

    boolean splitsAny(OrderState order) {
        return order.settled().isAfter(instant) && order.movements().stream().anyMatch(this::splits);
    }
}
