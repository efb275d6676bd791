package io.rackledger.query.serve;

/** A view no longer follows the ledger: what it would answer is out of date. */
final class HaltedViewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HaltedViewException(String view, String because) {
        super("view '" + view + "' has halted: " + because);
    }
}
