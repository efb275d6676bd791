package io.rackledger.ledger;

/** What must hold in every history, and did not in this one. */
final class BrokenPromise extends AssertionError {
    private static final long serialVersionUID = 1;

    BrokenPromise(String promise, String details) {
        super(promise + ": " + details);
    }

    static void require(boolean holds, String promise, Object details) {
        if (!holds) {
            throw new BrokenPromise(promise, String.valueOf(details));
        }
    }
}
