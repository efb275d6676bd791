package io.rackledger.listing;

/** A filing names a form that no rule knows. */
public final class UnknownFormException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String wireName;

    UnknownFormException(String wireName) {
        super("Unknown form '" + wireName
                + "'; known are 10-K, 10-Q, NT 10-K, NT 10-Q, and 8-K with or without an item");
        this.wireName = wireName;
    }

    /** What was given as the form. */
    public String wireName() {
        return wireName;
    }
}
