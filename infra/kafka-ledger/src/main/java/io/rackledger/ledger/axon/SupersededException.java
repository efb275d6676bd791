package io.rackledger.ledger.axon;

/**
 * What was read to decide on has turned out void: no race was lost, decide again. Carries no stack trace, since it is
 * an outcome and no fault.
 */
public final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SupersededException() {
        super("the commit that was read is void", null, false, false);
    }
}
