package io.rackledger.cli;

/** A call could not do what it was asked; the message is one sentence for whoever asked. Exit status 1. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String sentence) {
        super(sentence);
    }

    FailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
