package io.rackledger.query.follow;

/** A replay can't be begun, or can't do what it is asked for, as things are. */
public final class ReplayRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Replay replay;

    ReplayRefusedException(Replay replay, String because) {
        super(because);
        this.replay = replay;
    }

    /** The replay that is in the way. */
    public Replay replay() {
        return replay;
    }
}
