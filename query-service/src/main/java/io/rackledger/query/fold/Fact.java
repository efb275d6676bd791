package io.rackledger.query.fold;

import io.rackledger.events.Confidence;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, and which event says so. Days are those of UTC.
 *
 * @param at       null if no one says
 * @param position of the event in its ledger
 * @param source   null where we decided it ourselves
 * @param event    the event's id
 */
public record Fact(
        @Nullable ValidTime at,
        long position,
        Confidence confidence,
        @Nullable SourceId source,
        String event) {
    /** By the earliest instant, then by position; what nobody dates comes first. */
    public static final Comparator<Fact> ORDER = Comparator.comparing(
                    (Fact fact) -> fact.at == null ? Instant.MIN : fact.at.earliest())
            .thenComparing(Fact::position);

    public static Fact of(Recorded recorded) {
        Provenance provenance = recorded.provenance();
        return new Fact(
                recorded.validAt(),
                recorded.position(),
                recorded.confidence(),
                provenance == null ? null : provenance.source(),
                recorded.id());
    }

    /** Whether it had happened by then; possibly, where the time falls within its span or nobody says when it was. */
    public Truth by(Instant time) {
        if (at == null) {
            return Truth.POSSIBLE;
        }
        return at.earliest().isAfter(time) ? Truth.NO : at.latest().isAfter(time) ? Truth.POSSIBLE : Truth.YES;
    }

    /** As in answers; null if no one says. */
    public @Nullable String on() {
        return at == null ? null : at.text();
    }

    /** The first day that it may be; null if no one says. */
    public @Nullable LocalDate firstDay() {
        return at == null ? null : at.firstDay();
    }

    /** The last day that it may be; null if no one says. */
    public @Nullable LocalDate lastDay() {
        return at == null ? null : at.lastDay();
    }
}
