package io.rackledger.query.follow;

import java.util.Set;

/**
 * What becomes of a replay.
 *
 * <pre>
 * state     | when                                                     | next
 * ----------+----------------------------------------------------------+----------
 * RUNNING   | it has caught up, and was compared with what is served   | READY
 * RUNNING   | it is asked to pause; what it built is kept              | PAUSED
 * PAUSED    | it is asked to resume                                    | RUNNING
 * READY     | it is asked to swap: what it built is served             | SWAPPED
 * SWAPPED   | it is asked to undo: what was served before is again     | UNDONE
 * RUNNING, PAUSED, READY | it is asked to cancel; what it built goes   | CANCELLED
 * RUNNING, READY | a fold throws, or the database stays out of reach   | FAILED
 * </pre>
 *
 * <p>After a restart RUNNING and READY go on from the last checkpoint, and the other states stay. UNDONE, CANCELLED and
 * FAILED are final, and what such a replay built is gone.
 */
public enum ReplayState {
    RUNNING,
    PAUSED,
    READY,
    SWAPPED,
    UNDONE,
    CANCELLED,
    FAILED;

    /** Whether it builds, or may go on to: then no other may build the same fold. */
    public boolean isActive() {
        return this == RUNNING || this == PAUSED || this == READY;
    }

    /** Whether somebody works on it by itself. */
    boolean isLively() {
        return this == RUNNING || this == READY;
    }

    /** The states in which it may be asked for that. */
    static Set<ReplayState> allowing(Asked asked) {
        return switch (asked) {
            case PAUSE -> Set.of(RUNNING);
            case RESUME -> Set.of(PAUSED);
            case CANCEL -> Set.of(RUNNING, PAUSED, READY);
            case SWAP -> Set.of(READY);
            case UNDO -> Set.of(SWAPPED);
        };
    }

    /** What a replay can be asked for. */
    public enum Asked {
        PAUSE,
        RESUME,
        CANCEL,
        SWAP,
        UNDO
    }
}
