package io.rackledger.command.decision;

import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import java.util.Collection;
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
    default Sheet sheet() {
        return Sheet.of(name());
    }

    /**
     * Which events the decision reads. Asked again after each round of reading, with the state so far: it may grow
     * where the first events name further entities, and never shrinks. Existence of what {@link Command#requires()}
     * and {@link Command#creates()} name is read and checked without it; those events reach {@link #evolve} all the
     * same.
     */
    Boundary boundary(C command, S state);

    /** Which of the events that were read count: those that stand. */
    default List<Recorded> standing(Collection<Recorded> read) {
        return Facts.standing(read);
    }

    /** What is known before any event. */
    S initial();

    /** What is known after one more event of the boundary; events come in the order of their positions. */
    S evolve(S state, Recorded recorded);

    /** Decides on all events of the boundary. */
    Decision decide(Intake<C> intake, S state);
}
