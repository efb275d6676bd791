package io.rackledger.command.web;

/** A command that can't be understood: which field, and what is expected there. */
final class MalformedCommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    MalformedCommandException(String field, String because) {
        super(because);
        this.field = field;
    }

    /** The path of the field; empty for the whole body. */
    String field() {
        return field;
    }
}
