package io.rackledger.events.wire;

/** A body isn't written as {@link EventCodec} writes it, which may be an error or not. Without a stack, as it is caught. */
final class UnusualException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusualException() {
        super("not written as we write it", null, false, false);
    }
}
