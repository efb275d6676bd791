package io.rackledger.query.publish;

/** Another publisher of the same topic has begun; what this one sends counts no more. */
final class TakenOverException extends Exception {
    private static final long serialVersionUID = 1L;

    TakenOverException(String message, Throwable cause) {
        super(message, cause);
    }
}
