package io.rackledger.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the ledger holds it.
 *
 * @param position    gapless number in its ledger, from 0
 * @param id          the event's own id
 * @param recordedAt  when the ledger took it; never runs backwards along positions
 * @param validAt     when it happened in the world; null if no one says
 * @param mode        whether it was decided or observed
 * @param provenance  where it comes from; null where we decided without a source
 * @param actor       who sent the command
 * @param command     the id of the command that it was decided on
 * @param correlation what it belongs to, as the caller named it
 * @param event       what happened
 */
public record Recorded(
        long position,
        String id,
        Instant recordedAt,
        @Nullable ValidTime validAt,
        Mode mode,
        @Nullable Provenance provenance,
        String actor,
        String command,
        @Nullable String correlation,
        Event event) {
    /**
     * The id of a command's event: it follows from the command's id, which a ledger takes once, so that whoever writes
     * a history can speak of its events before they are recorded.
     *
     * @param index of the event among the command's, from 0
     */
    public static String id(String command, int index) {
        return command + "." + (index + 1);
    }

    /** How well the event is founded; what we decide ourselves counts as confirmed. */
    public Confidence confidence() {
        return provenance == null ? Confidence.CONFIRMED : provenance.confidence();
    }
}
