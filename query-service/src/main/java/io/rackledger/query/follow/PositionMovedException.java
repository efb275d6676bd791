package io.rackledger.query.follow;

/** Another follower on the same database has moved a fold; nothing was written. */
public final class PositionMovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PositionMovedException(String message) {
        super(message);
    }
}
