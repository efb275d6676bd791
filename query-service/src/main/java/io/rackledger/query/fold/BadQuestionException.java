package io.rackledger.query.fold;

/** A parameter of a question makes no sense. */
public final class BadQuestionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String parameter;

    public BadQuestionException(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
