package io.rackledger.command.decision;

import io.rackledger.events.Mode;
import io.rackledger.events.Provenance;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command as it was taken in, with all that a decision may depend on: deciders have no clock and no source of ids.
 *
 * @param id          the command's id
 * @param name        the command's name, such as {@code place-server-order}
 * @param body        what is asked
 * @param mode        whether we decide or report
 * @param provenance  where it comes from; never null in {@link Mode#OBSERVED}
 * @param validAt     when it happens in the world; null if that is unknown
 * @param at          when it was taken in
 * @param actor       who sent it
 * @param correlation what it belongs to
 */
public record Intake<C extends Command>(
        String id,
        String name,
        C body,
        Mode mode,
        @Nullable Provenance provenance,
        @Nullable ValidTime validAt,
        Instant at,
        String actor,
        @Nullable String correlation) {}
