package io.rackledger.query.serve;

/** There is no replay of that number. */
final class UnknownReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownReplayException(String id) {
        super("there is no replay '" + id + "'; GET /api/replays lists them");
    }
}
