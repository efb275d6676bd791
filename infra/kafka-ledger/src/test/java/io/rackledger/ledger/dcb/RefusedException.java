package io.rackledger.ledger.dcb;

/** A command is refused by a rule of its example. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String rule) {
        super(rule);
    }
}
