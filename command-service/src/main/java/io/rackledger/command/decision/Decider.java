package io.rackledger.command.decision;

import io.rackledger.events.Recorded;
import java.util.List;

/**
 * One command with its rules. Pure: no clock, no random id, no log line, no I/O; immutable states.
 *
 * @param <C> the command's body
 * @param <S> what the decision needs to know
 */
public interface Decider<C extends Command, S> {
    /** The command's name in the API, such as {@code shift-order-to-vendor}. */
    String name();

    Class<C> bodyType();

    /** What the catalogue says of the command. */
    Sheet sheet();

    /**
     * Which events the decision reads. Asked again after each round of reading, with the state so far: it may grow
     * where the first events name further entities, and never shrinks. Existence of what {@link Command#requires()}
     * and {@link Command#creates()} name is read and checked without it; those events reach {@link #evolve} all the
     * same.
     */
    Boundary boundary(C command, S state);

    /**
     * The commands that would record a fact, so that history can be decided anew; none for a fact of other commands. A
     * fact that is told by several commands is told by all of them, each decided on what was recorded before.
     */
    default List<C> retell(Recorded fact) {
        return List.of();
    }

    /** How often the boundary may grow. */
    default int mostRounds() {
        return Deliberation.MOST_ROUNDS;
    }

    /** Whether it sees all that was recorded: facts as they first read, and what corrected and retracted them. */
    default boolean seesChanges() {
        return false;
    }

    /** What is known before any event. */
    S initial();

    /** What is known after one more event of the boundary; events come in the order of their positions. */
    S evolve(S state, Recorded recorded);

    /** Decides on all events of the boundary. */
    Decision decide(Intake<C> intake, S state);
}
