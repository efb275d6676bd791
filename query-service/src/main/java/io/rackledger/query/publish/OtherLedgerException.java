package io.rackledger.query.publish;

/** What stands on the topic is not what this program would publish of this ledger. That is for a person to look at. */
final class OtherLedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    OtherLedgerException(String message) {
        super(message);
    }
}
