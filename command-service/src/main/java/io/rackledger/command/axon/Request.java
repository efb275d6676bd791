package io.rackledger.command.axon;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.Tag;
import java.util.Set;

/**
 * A command to decide.
 *
 * @param intake   the command
 * @param bodyHash what its body is recognized by
 * @param dryRun   whether nothing is to be written
 * @param beforeAppend what must be done before anything of it is written, and each time it is tried again; throws
 *     {@link java.io.UncheckedIOException} if it can't be, and nothing is written
 */
public record Request<C extends Command>(Intake<C> intake, BodyHash bodyHash, boolean dryRun, Runnable beforeAppend) {
    /** A command before which nothing must be done. */
    public Request(Intake<C> intake, BodyHash bodyHash, boolean dryRun) {
        this(intake, bodyHash, dryRun, () -> {});
    }

    /** Commands with the same key would overtake each other. */
    Set<Tag> turn() {
        return Set.copyOf(intake.body().about());
    }
}
