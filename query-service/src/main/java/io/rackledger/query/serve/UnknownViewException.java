package io.rackledger.query.serve;

/** There is no view of that name. */
final class UnknownViewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownViewException(String name) {
        super("there is no view '" + name + "'; GET /api/views lists them");
    }
}
